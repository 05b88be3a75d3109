/// A container's use beside what it asks for, drawn in the terminal or as a picture. Values in,
/// text or an image out.
@org.jspecify.annotations.NullMarked
package dev.trimtab.app.plot;

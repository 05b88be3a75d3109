/// What is normal for a series: its week, its level, its price, and how far it strays.
@org.jspecify.annotations.NullMarked
package dev.trimtab.detect.series;

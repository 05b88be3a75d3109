package dev.trimtab.demo.aws;

/// Builds an XML fragment.
final class Xml {
  private final StringBuilder text = new StringBuilder();

  Xml open(String element) {
    text.append('<').append(element).append('>');
    return this;
  }

  Xml close(String element) {
    text.append("</").append(element).append('>');
    return this;
  }

  /// An element that holds text; nothing at all where the text is empty.
  Xml text(String element, String value) {
    return value.isEmpty() ? this : open(element).escaped(value).close(element);
  }

  Xml number(String element, long value) {
    return text(element, Long.toString(value));
  }

  Xml flag(String element, boolean value) {
    return text(element, Boolean.toString(value));
  }

  private Xml escaped(String value) {
    text.append(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

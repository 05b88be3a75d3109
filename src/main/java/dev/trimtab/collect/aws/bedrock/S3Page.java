package dev.trimtab.collect.aws.bedrock;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A page of a bucket's listing.
///
/// @param next asks for the page after it, empty after the last
record S3Page(List<String> keys, List<String> folders, String next) {
  /// Reads one.
  ///
  /// @throws IOException when it is no whole listing
  static S3Page read(InputStream in) throws IOException {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      return read(factory.createXMLStreamReader(in));
    } catch (XMLStreamException e) {
      throw new IOException("the listing is no whole XML: " + e.getMessage(), e);
    }
  }

  private static S3Page read(XMLStreamReader xml) throws XMLStreamException {
    var keys = new ArrayList<String>();
    var folders = new ArrayList<String>();
    var next = "";
    boolean inFolder = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "CommonPrefixes" -> inFolder = true;
          case "Key" -> keys.add(xml.getElementText());
          case "NextContinuationToken" -> next = xml.getElementText();
          case "Prefix" -> {
            // the listing repeats the prefix that was asked for
            var prefix = xml.getElementText();
            if (inFolder) {
              folders.add(prefix);
            }
          }
          default -> {}
        }
      } else if (event == XMLStreamReader.END_ELEMENT
          && xml.getLocalName().equals("CommonPrefixes")) {
        inFolder = false;
      }
    }
    return new S3Page(keys, folders, next);
  }
}

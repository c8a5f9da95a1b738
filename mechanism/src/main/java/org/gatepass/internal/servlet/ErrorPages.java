// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The statuses for which {@code web.xml} has an error page. The Servlet API does not return them.
 * Pages of web fragments and pages that code registers remain unknown. Immutable.
 *
 * @param statuses the statuses of pages with an error code
 * @param others whether a page without error code and exception type serves all other statuses
 */
record ErrorPages(Set<Integer> statuses, boolean others) {
  private static final Logger LOG = System.getLogger(ErrorPages.class.getName());
  private static final String DESCRIPTOR = "/WEB-INF/web.xml";
  private static final ErrorPages NONE = new ErrorPages(Set.of(), false);

  ErrorPages {
    statuses = Set.copyOf(statuses);
  }

  /** The error pages of an application; none if it has no readable {@code web.xml}. */
  static ErrorPages of(ServletContext context) {
    try (InputStream descriptor = context.getResourceAsStream(DESCRIPTOR)) {
      return descriptor == null ? NONE : read(descriptor);
    } catch (IOException | XMLStreamException | NumberFormatException failure) {
      LOG.log(
          Level.WARNING,
          "Gatepass can't read web.xml, so rejected requests do not reach its error pages: {0}",
          failure.getMessage());
      return NONE;
    }
  }

  /** Whether a status has a page. */
  boolean cover(int status) {
    return others || statuses.contains(status);
  }

  private static ErrorPages read(InputStream descriptor) throws XMLStreamException {
    // The implementation of the JDK: one of the application may lack these properties.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader xml = factory.createXMLStreamReader(descriptor);
    Set<Integer> statuses = new HashSet<>();
    boolean others = false;
    try {
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT
            && xml.getLocalName().equals("error-page")) {
          others |= readPage(xml, statuses);
        }
      }
    } finally {
      xml.close();
    }
    return new ErrorPages(statuses, others);
  }

  /**
   * Reads one page, and adds its status.
   *
   * @return whether it serves all other statuses
   */
  private static boolean readPage(XMLStreamReader xml, Set<Integer> statuses)
      throws XMLStreamException {
    boolean others = true;
    while (!(xml.next() == XMLStreamReader.END_ELEMENT
        && xml.getLocalName().equals("error-page"))) {
      if (xml.isStartElement() && xml.getLocalName().equals("error-code")) {
        statuses.add(Integer.valueOf(xml.getElementText().strip()));
        others = false;
      } else if (xml.isStartElement() && xml.getLocalName().equals("exception-type")) {
        others = false;
      }
    }
    return others;
  }
}

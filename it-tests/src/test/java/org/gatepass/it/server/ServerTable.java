// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Writes the row of one server into the table of the README, from the reports of failsafe. The
 * build runs it after the tests on request: see {@code .ci/servers}.
 */
public final class ServerTable {
  private static final WrittenTable TABLE =
      new WrittenTable(
          "<!-- Written by .ci/servers. -->",
          "<!-- End of what .ci/servers writes. -->",
          List.of(
              "| server | Jakarta EE | JDK | cases run | cases impossible |",
              "|---|---|---|---|---|"));

  private ServerTable() {}

  /**
   * Writes the row.
   *
   * @param arguments the folder of the reports, the page, the server's name with its version, and
   *     its level of Jakarta EE
   */
  public static void main(String[] arguments)
      throws IOException, ParserConfigurationException, SAXException {
    Cases cases = Cases.in(Path.of(arguments[0]));
    Path page = Path.of(arguments[1]);
    String row =
        "| %s | %s | %s | %d%s | %d |"
            .formatted(
                arguments[2],
                arguments[3],
                cases.jdk(),
                cases.run(),
                cases.failed() == 0 ? "" : ", of which " + cases.failed() + " failed",
                cases.impossible());
    WrittenTable.rewrite(page, written -> withRow(written, row));
  }

  /**
   * The page with a row in its table, in the place of the same server's on the same JDK, also of
   * another version.
   */
  static String withRow(String page, String row) {
    SortedMap<String, String> rows = new TreeMap<>();
    TABLE.rows(page).forEach(line -> rows.put(key(line), line));
    rows.put(key(row), row);
    return TABLE.withRows(page, rows.values());
  }

  /** Server without its version, level and JDK. */
  private static String key(String row) {
    String[] cells = row.split("\\|", -1);
    return cells[1].replaceFirst(" [^ ]+ $", " ") + cells[2] + cells[3];
  }

  /**
   * The results of the tests.
   *
   * @param jdk the release of Java that ran them
   * @param run the number of tests that ran
   * @param failed the number of tests that failed
   * @param impossible the number of tests that were skipped, each for its own reason
   */
  record Cases(String jdk, int run, int failed, int impossible) {
    static Cases in(Path reports) throws IOException, ParserConfigurationException, SAXException {
      String jdk = "?";
      int run = 0;
      int failed = 0;
      int impossible = 0;
      List<Path> files;
      try (Stream<Path> all = Files.list(reports)) {
        files = all.filter(file -> file.toString().endsWith(".xml")).toList();
      }
      for (Path file : files) {
        Document report =
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        Element suite = report.getDocumentElement();
        if (suite.getTagName().equals("testsuite")) {
          int skipped = number(suite, "skipped");
          jdk = property(suite, "java.specification.version");
          run += number(suite, "tests") - skipped;
          failed += number(suite, "failures") + number(suite, "errors");
          impossible += skipped;
        }
      }
      return new Cases(jdk, run, failed, impossible);
    }

    private static String property(Element suite, String name) {
      NodeList properties = suite.getElementsByTagName("property");
      for (int i = 0; i < properties.getLength(); i++) {
        Element property = (Element) properties.item(i);
        if (property.getAttribute("name").equals(name)) {
          return property.getAttribute("value");
        }
      }
      throw new IllegalArgumentException("The report does not name " + name);
    }

    private static int number(Element suite, String attribute) {
      return Integer.parseInt(suite.getAttribute(attribute));
    }
  }
}

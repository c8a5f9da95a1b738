// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A table of a page that a run writes, between two comments.
 *
 * @param begin the comment before the table
 * @param end the comment after it
 * @param head the heading and the line below it
 */
public record WrittenTable(String begin, String end, List<String> head) {

  /** The rows that a page has. */
  public Stream<String> rows(String page) {
    return page.substring(from(page), page.indexOf(end))
        .lines()
        .filter(line -> line.startsWith("| ") && !line.equals(head.get(0)));
  }

  /** The page with these rows in the place of its own. */
  public String withRows(String page, Collection<String> rows) {
    List<String> table = new ArrayList<>(head);
    table.addAll(rows);
    return page.substring(0, from(page))
        + "\n\n"
        + String.join("\n", table)
        + "\n\n"
        + page.substring(page.indexOf(end));
  }

  /** Changes a page under a lock: tests of two servers may end at the same time. */
  public static void rewrite(Path page, UnaryOperator<String> change) throws IOException {
    try (FileChannel file =
        FileChannel.open(page, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      file.lock();
      String written = change.apply(Files.readString(page));
      file.truncate(0);
      file.write(ByteBuffer.wrap(written.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private int from(String page) {
    return page.indexOf(begin) + begin.length();
  }
}

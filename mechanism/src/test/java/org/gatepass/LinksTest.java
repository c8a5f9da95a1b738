// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The links between the pages of the documentation, to files and to headings. */
class LinksTest {
  private static final Path ROOT = Path.of("..");
  private static final Set<String> NOT_OURS = Set.of("target", "servers", "demo-data", ".git");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> Stream.of(names(file)).noneMatch(NOT_OURS::contains))
          .toList();
    }
  }

  private static String[] names(Path file) {
    return ROOT.relativize(file).toString().split("/");
  }

  @Test
  void leadToFilesAndHeadingsThatExist() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""));
      while (link.find()) {
        String target = link.group(1);
        if (target.contains(":")) {
          continue;
        }
        links++;
        if (!leadsSomewhere(page, target)) {
          broken.add(ROOT.relativize(page) + ": " + target);
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(150);
  }

  private static boolean leadsSomewhere(Path page, String target) throws IOException {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path linked = file.isEmpty() ? page : page.resolveSibling(file);
    if (!Files.exists(linked)) {
      return false;
    }
    return hash < 0 || anchors(linked).contains(target.substring(hash + 1));
  }

  /** The anchors of a page's headings, as GitHub makes them. */
  private static Set<String> anchors(Path page) throws IOException {
    return FENCE
        .matcher(Files.readString(page))
        .replaceAll("")
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", ""))
        .map(heading -> heading.toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}

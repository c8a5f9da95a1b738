// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Other spellings of a header's name and of a path that a server may read as the original. */
final class Spellings {
  private Spellings() {}

  /** The names with other separators and in other cases, without the name itself. */
  static Set<String> ofName(String name) {
    Set<String> names = new LinkedHashSet<>();
    names.add(name.toUpperCase(Locale.ROOT));
    String title = title(name);
    for (String separator : List.of("_", ".", "-")) {
      for (String cased : List.of(name, title, name.toUpperCase(Locale.ROOT))) {
        names.add(cased.replaceAll("[-_.]", separator));
      }
    }
    // One separator of several.
    names.add(title.replaceFirst("[-_.]", "_"));
    names.add(title.replaceFirst("[-_.](?=[^-_.]*$)", "_"));
    names.add("HTTP_" + name.toUpperCase(Locale.ROOT).replaceAll("[-_.]", "_"));
    names.remove(name);
    return names;
  }

  /** {@code Remote-User} for {@code remote-user}. */
  private static String title(String name) {
    StringBuilder title = new StringBuilder();
    boolean begins = true;
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      title.append(begins ? Character.toUpperCase(c) : c);
      begins = !Character.isLetterOrDigit(c);
    }
    return title.toString();
  }

  /** The targets with other spellings of the path, and the same query. */
  static Set<String> ofTarget(String target) {
    int end = target.indexOf('?') < 0 ? target.length() : target.indexOf('?');
    String path = target.substring(0, end);
    String query = target.substring(end);
    List<String> paths = new ArrayList<>();
    paths.add("/" + path);
    paths.add("/." + path);
    paths.add("/x/.." + path);
    paths.add("/x/%2e%2e" + path);
    paths.add("/x/..;" + path);
    paths.add("/x/..%2f" + path.substring(1));
    paths.add("/;x" + path);
    paths.add(path + ";x=1");
    if (path.length() > 1) {
      paths.add(path.replaceFirst("(?<=[^/])(/|$)", ";x=1$1"));
      paths.add(encodedAt(path, 1));
      paths.add(encodedAt(path, path.lastIndexOf('/', path.length() - 2) + 1));
      paths.add(path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/");
    }
    Set<String> targets = new LinkedHashSet<>();
    paths.forEach(other -> targets.add(other + query));
    targets.remove(target);
    return targets;
  }

  private static String encodedAt(String path, int index) {
    char c = path.charAt(index);
    return c > ' ' && c < 0x7f && c != '%' && c != '/'
        ? path.substring(0, index) + "%" + Integer.toHexString(c) + path.substring(index + 1)
        : path;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.sync;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the output of {@code ldapsearch -LLL -o ldif-wrap=no} (RFC 2849). */
final class LdifExport {
  /** The groups of the application, by the full names (DN) of the directory's in lower case. */
  private final Map<String, String> groups;

  LdifExport(Map<String, String> groups) {
    this.groups = groups;
  }

  List<DirectoryEntry> read(BufferedReader ldif) throws IOException {
    List<DirectoryEntry> entries = new ArrayList<>();
    Map<String, List<String>> person = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    @Nullable String line;
    do {
      line = ldif.readLine();
      if (line != null && line.contains(":") && !line.startsWith("#")) {
        String[] parts = line.split("::? ?", 2);
        boolean isBase64 = line.startsWith(parts[0] + "::");
        String value =
            isBase64
                ? new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                : parts[1];
        person.computeIfAbsent(parts[0], attribute -> new ArrayList<>()).add(value);
      } else if ((line == null || line.isEmpty()) && !person.isEmpty()) {
        entries.add(entry(person));
        person.clear();
      }
    } while (line != null);
    return entries;
  }

  /** The directory has no attribute for inactive people: the search leaves them out. */
  private DirectoryEntry entry(Map<String, List<String>> person) {
    Set<String> ofPerson =
        person.getOrDefault("memberOf", List.of()).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .map(groups::get)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return DirectoryEntry.of(first(person, "uid"), true)
        .withStableId(person.containsKey("entryUUID") ? first(person, "entryUUID") : null)
        .withGroups(ofPerson)
        .withDisplayName(first(person, "cn"))
        .withEmail(first(person, "mail"));
  }

  private static String first(Map<String, List<String>> person, String attribute) {
    return person.getOrDefault(attribute, List.of("")).get(0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.sync;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a page of the users of a SCIM service (RFC 7643, section 4.1; RFC 7644, section 3.4.2). */
final class ScimExport {
  /** The groups of the application, by the ids of the service's groups. */
  private final Map<String, String> groups;

  ScimExport(Map<String, String> groups) {
    this.groups = groups;
  }

  List<DirectoryEntry> read(Reader page) {
    try (JsonReader reader = Json.createReader(page)) {
      return objects(reader.readObject(), "Resources").stream().map(this::entry).toList();
    }
  }

  private DirectoryEntry entry(JsonObject user) {
    Set<String> ofUser =
        objects(user, "groups").stream()
            .map(group -> group.getString("value", ""))
            .map(groups::get)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    String email =
        objects(user, "emails").stream()
            .filter(each -> each.getBoolean("primary", false))
            .map(each -> each.getString("value", ""))
            .findFirst()
            .orElse("");
    return DirectoryEntry.of(user.getString("userName", ""), user.getBoolean("active", true))
        .withStableId(user.getString("externalId", null))
        .withGroups(ofUser)
        .withDisplayName(user.getString("displayName", ""))
        .withEmail(email);
  }

  private static List<JsonObject> objects(JsonObject object, String name) {
    return object.containsKey(name)
        ? object.getJsonArray(name).getValuesAs(JsonObject.class)
        : List.of();
  }
}

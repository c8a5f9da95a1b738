// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/** Creates the identity headers after a login by password. Immutable. */
final class IdentityHeaders {
  private final GatewaySettings settings;
  private final Identities identities;

  IdentityHeaders(GatewaySettings settings, Identities identities) {
    this.settings = settings;
    this.identities = identities;
  }

  /** The identity headers for a name. */
  HttpFields of(String name) {
    Identity identity = identities.of(name);
    HeaderEncoding encoding = settings.headerEncoding();
    HttpFields.Mutable headers = HttpFields.build();
    headers.put(settings.callerHeader(), encoding.encode(identity.name()));
    if (!identity.groups().isEmpty()) {
      // Each group is encoded alone, so that the separators stay readable.
      List<String> groups = identity.groups().stream().map(encoding::encode).toList();
      String list = String.join(String.valueOf(settings.groupsSeparator()), groups);
      settings.groupsHeader().ifPresent(header -> headers.put(header, list));
    }
    put(headers, settings.emailHeader(), identity.email());
    put(headers, settings.nameHeader(), identity.displayName());
    return headers.asImmutable();
  }

  private void put(HttpFields.Mutable headers, Optional<String> name, Optional<String> value) {
    if (name.isPresent() && value.isPresent()) {
      headers.put(name.get(), settings.headerEncoding().encode(value.get()));
    }
  }
}

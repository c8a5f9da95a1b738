// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.Slapd;

/** Apache httpd with {@code deploy/apache/ldap.conf}. */
public final class LdapApache {
  private LdapApache() {}

  /** Starts the recipe with a directory. */
  public static Gateway start(
      Path folder,
      Slapd slapd,
      Path authority,
      int applicationPort,
      Map<String, String> additions,
      Integer... morePorts)
      throws IOException, InterruptedException {
    Path gatepass = Files.createDirectory(folder.resolve("directory"));
    Path copy = Files.copy(authority, gatepass.resolve("directory-ca.pem"));
    Path account =
        Files.writeString(
            gatepass.resolve("directory.conf"),
            "AuthLDAPBindDN \"%s\"\nAuthLDAPBindPassword \"%s\"\n"
                .formatted(Slapd.BIND_DN, Slapd.BIND_PASSWORD));
    Map<String, String> changes = new LinkedHashMap<>(additions);
    changes.put("gatepass/directory.conf\n", account + "\n");
    changes.put("/etc/apache2/gatepass/directory-ca.pem", copy.toString());
    changes.put("ldaps://directory.example.org/", "ldaps://127.0.0.1:" + slapd.tlsPort() + "/");
    changes.put(
        "ServerTokens Prod\n",
        """
        LoadModule ldap_module /usr/lib/apache2/modules/mod_ldap.so
        LoadModule authnz_ldap_module /usr/lib/apache2/modules/mod_authnz_ldap.so
        ServerTokens Prod
        """);
    return Apache.start(folder, "ldap.conf", applicationPort, changes, Map.of(), morePorts);
  }
}

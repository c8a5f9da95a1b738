// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepass.it.server.Ports;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * A directory server with people and groups, in this process. It can be down, or accept connections
 * without ever responding.
 */
public final class Directory implements AutoCloseable {
  private static final String BASE = "dc=example,dc=org";

  private final int port = Ports.free();
  private final AtomicInteger binds = new AtomicInteger();
  private final InMemoryDirectoryServer server;

  public Directory() throws LDAPException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
    config.addAdditionalBindCredentials("cn=app," + BASE, "bind-secret");
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig(
            "loopback", InetAddress.getLoopbackAddress(), port, null));
    config.setSchema(null);
    config.addInMemoryOperationInterceptor(
        new InMemoryOperationInterceptor() {
          @Override
          public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
            binds.incrementAndGet();
          }
        });
    server = new InMemoryDirectoryServer(config);
    add("dn: " + BASE, "objectClass: domain", "dc: example");
    add("dn: ou=people," + BASE, "objectClass: organizationalUnit", "ou: people");
    add("dn: ou=groups," + BASE, "objectClass: organizationalUnit", "ou: groups");
  }

  /** An LDAP server's address, in a file of the war. */
  public WebArchive addTo(WebArchive war) {
    return war.addAsResource(new StringAsset("ldap://127.0.0.1:" + port), "directory-url.txt")
        .addAsResource(
            new StringAsset(
                """
                com.sun.jndi.ldap.connect.timeout=1000
                com.sun.jndi.ldap.read.timeout=1000
                """),
            "jndi.properties");
  }

  private void add(String... ldif) {
    try {
      server.add(ldif);
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException(e);
    }
  }

  public void addPerson(String name, String password) {
    add(
        "dn: uid=" + name + ",ou=people," + BASE,
        "objectClass: inetOrgPerson",
        "uid: " + name,
        "cn: " + name,
        "sn: " + name,
        "userPassword: " + password);
  }

  public void addGroup(String group, String member) {
    add(
        "dn: cn=" + group + ",ou=groups," + BASE,
        "objectClass: groupOfNames",
        "cn: " + group,
        "member: uid=" + member + ",ou=people," + BASE);
  }

  public void removeGroup(String group) throws LDAPException {
    server.delete("cn=" + group + ",ou=groups," + BASE);
  }

  /** How many binds there were since the last question. */
  public int takeBinds() {
    return binds.getAndSet(0);
  }

  public void start() throws LDAPException {
    server.startListening();
  }

  public void stop() {
    server.shutDown(true);
  }

  /** Something in its place that accepts connections and never answers. */
  public ServerSocket hang() throws IOException {
    return new ServerSocket(port, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  @Override
  public void close() {
    server.shutDown(true);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The demo behind all gateways of a run, and the certificate that the gateways use. The first
 * gateway that needs the demo starts it, and it ends with the run.
 */
public final class GatewayDemo implements AutoCloseable {
  public static final String SECRET = "4b1f0c6e-no-client-ever-sees-this-97d2a853";

  /** The recipes' name for the application, which is never looked up. */
  public static final String SITE = "app.example.org";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "GATEPASS_TRUSTED_PROXIES", Http.TRUSTED,
          "GATEPASS_SHARED_SECRET_HEADER", "X-Gateway-Secret",
          "GATEPASS_SHARED_SECRETS", SECRET,
          "GATEPASS_GROUPS_HEADER", "remote-groups",
          "GATEPASS_GROUPS_MAPPING", "idp-admins=administrator",
          "GATEPASS_EMAIL_HEADER", "remote-email",
          "GATEPASS_NAME_HEADER", "remote-name",
          "GATEPASS_PUBLIC_URL", "https://" + SITE,
          "GATEPASS_SIGN_OUT_URL", "/gateway/sign-out",
          "GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true");

  private @Nullable Path folder;
  private @Nullable Path keys;
  private @Nullable SSLContext tls;
  private @Nullable ServerProcess server;

  private GatewayDemo() {}

  private synchronized Path folder() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("gatepass-gateways-");
    }
    return folder;
  }

  private synchronized Path keys() throws IOException, InterruptedException {
    if (keys == null) {
      keys = new KeyTool(folder()).keyStore("gateway", "CN=" + SITE);
    }
    return keys;
  }

  /** The demo, without waiting until it answers. */
  public synchronized ServerProcess server() throws IOException {
    if (server == null) {
      // Each rejection is a line in its log, not only the first one in a minute.
      server =
          PayaraMicro.startDemo(
              folder(), SETTINGS, "gateways/payara-micro-preboot.txt", List.of(), List.of());
    }
    return server;
  }

  /** TLS that trusts the gateways' certificate and no other. */
  public synchronized SSLContext tls()
      throws IOException, GeneralSecurityException, InterruptedException {
    if (tls == null) {
      Path trusted = folder().resolve("trusted.p12");
      new KeyTool(folder()).trust(trusted, keys(), "gateway");
      tls = KeyTool.trusting(trusted);
    }
    return tls;
  }

  /** Writes the gateways' certificate and its key, as the gateways read them. */
  public void writeCertificate(Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    KeyTool.writePem(
        keys(), "gateway", folder.resolve("certificate.pem"), folder.resolve("certificate.key"));
  }

  @Override
  public synchronized void close() throws IOException {
    if (server != null) {
      server.close();
    }
    if (folder != null) {
      List<Path> files;
      try (Stream<Path> all = Files.walk(folder)) {
        files = all.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  /** Hands the same one to each class of a run, and closes it after the last. */
  public static final class OfTheRun implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == GatewayDemo.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(GatewayDemo.class))
          .getOrComputeIfAbsent(GatewayDemo.class, type -> new GatewayDemo(), GatewayDemo.class);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.gatepass.it.client.Http;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.gateway.Transfers;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Keycloak;
import org.gatepass.it.peer.Upstream;
import org.gatepass.it.proxy.Apache;
import org.gatepass.it.proxy.Recipe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Streams, uploads, WebSockets and redirects through the recipes of single sign-on; those of the
 * other recipes are in {@link GatewayProbes}.
 */
@Tag("sso")
@ExtendWith(GatewayDemo.OfTheRun.class)
class SsoTransfersIT {
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

  private @Nullable Upstream upstream;
  private @Nullable Keycloak keycloak;
  private @Nullable Gateway gateway;

  /** A recipe. Its client logs in only if the paths of the transfers need a login. */
  enum Recipe {
    KERBEROS("auth_gssapi") {
      @Override
      Gateway start(SsoTransfersIT test, Path folder, int port) throws Exception {
        return Apache.start(
            folder,
            "kerberos.conf",
            port,
            Map.of(
                "TraceEnable Off\n",
                "LoadModule auth_gssapi_module "
                    + MODULES.resolve("mod_auth_gssapi.so")
                    + "\nTraceEnable Off\n"),
            Map.of());
      }
    },
    OPENID_ON_ALL_PATHS("auth_openidc") {
      @Override
      Gateway start(SsoTransfersIT test, Path folder, int port) throws Exception {
        return Apache.startWithOpenId(folder, "openid.conf", port, test.keycloak(folder), Map.of());
      }

      @Override
      Http login(SsoTransfersIT test, Http client) throws Exception {
        Http alice =
            new KeycloakLogin(
                    client.header("Host", GatewayDemo.SITE), Objects.requireNonNull(test.keycloak))
                .through("/", "alice");
        return client.line(
            alice
                .lines()
                .lines()
                .filter(line -> line.startsWith("Cookie: "))
                .findFirst()
                .orElseThrow());
      }
    },
    OPENID_ON_THE_LOGIN_PATH("auth_openidc") {
      @Override
      Gateway start(SsoTransfersIT test, Path folder, int port) throws Exception {
        return Apache.startWithOpenId(
            folder, "openid-login.conf", port, test.keycloak(folder), Map.of());
      }
    };

    private final Path module;

    Recipe(String module) {
      this.module = MODULES.resolve("mod_" + module + ".so");
    }

    abstract Gateway start(SsoTransfersIT test, Path folder, int port) throws Exception;

    Http login(SsoTransfersIT test, Http client) throws Exception {
      return client;
    }
  }

  private Keycloak keycloak(Path folder) throws Exception {
    Keycloak.assumeInstalled();
    keycloak = Keycloak.start(folder.resolve("keycloak"));
    return keycloak;
  }

  private static Http to(SSLContext tls, Gateway gateway) {
    return Http.overTls(tls, GatewayDemo.SITE, gateway.tlsPort());
  }

  @ParameterizedTest
  @EnumSource
  void passOnAtOnceAndWithoutALimit(Recipe recipe, @TempDir Path temporary, GatewayDemo demo)
      throws Exception {
    Gateway.assumeInstalled(Apache.PROGRAM);
    if (!Files.exists(recipe.module)) {
      Gateway.assumeInstalled(recipe.module);
    }
    Path folder = Files.createDirectory(temporary.resolve("httpd"));
    demo.writeCertificate(folder);
    Upstream application = new Upstream();
    upstream = application;
    Gateway httpd = recipe.start(this, folder, application.port());
    gateway = httpd;
    Transfers transfers =
        new Transfers(demo.tls(), httpd, application, recipe.login(this, to(demo.tls(), httpd)));

    transfers.assertStreamComesAsItIsSent("/stream", "text/event-stream");
    transfers.assertUploadArrives("/upload", false);
    transfers.assertUploadArrives("/upload", true);
    transfers.assertWebSocketEchoes("/live");
    transfers.assertRedirectArrives(
        "http://app.example.org/admin/?a=b", "https://app.example.org/admin/?a=b");
    transfers.assertRedirectArrives("http://elsewhere.example/x", "http://elsewhere.example/x");
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
    if (upstream != null) {
      upstream.close();
    }
  }
}

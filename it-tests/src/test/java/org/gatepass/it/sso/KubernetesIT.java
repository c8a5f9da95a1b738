// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.it.gateway.GatewayProbes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The manifests of {@code deploy/kubernetes}, which no cluster runs here. */
@Tag("sso")
@Tag("gateways")
class KubernetesIT {
  private static final Path FOLDER = GatewayProbes.RECIPES.resolve("kubernetes");

  private static List<Object> documents(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<Object> documents = new ArrayList<>();
    new Yaml(new SafeConstructor(options)).loadAll(yaml).forEach(documents::add);
    return documents;
  }

  private static Object object(String file, String kind) throws IOException {
    return documents(Files.readString(FOLDER.resolve(file))).stream()
        .filter(document -> at(document, "kind").equals(kind))
        .findFirst()
        .orElseThrow();
  }

  /** What is at a path of names and indexes. */
  private static Object at(Object node, Object... path) {
    Object found = node;
    for (Object step : path) {
      found =
          step instanceof Integer index
              ? ((List<?>) found).get(index)
              : ((Map<?, ?>) found).get(step);
      assertThat(found).as("%s of %s", step, List.of(path)).isNotNull();
    }
    return found;
  }

  private static List<?> list(Object node, Object... path) {
    return (List<?>) at(node, path);
  }

  private static Set<String> keys(Object node) {
    return ((Map<?, ?>) node).keySet().stream().map(Object::toString).collect(Collectors.toSet());
  }

  private static Object named(List<?> all, String name) {
    return all.stream().filter(each -> at(each, "name").equals(name)).findFirst().orElseThrow();
  }

  private static Object container(String name) throws IOException {
    return named(
        list(object("application.yaml", "Deployment"), "spec", "template", "spec", "containers"),
        name);
  }

  @Test
  void areYamlWithoutDuplicateKeysAndWithAKindAndANameEach() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(FOLDER)) {
      files = found.toList();
    }
    assertThat(files).hasSize(4);
    for (Path file : files) {
      assertThat(documents(Files.readString(file)))
          .isNotEmpty()
          .allSatisfy(
              document ->
                  assertThat(
                          List.of(
                              at(document, "apiVersion"),
                              at(document, "kind"),
                              at(document, "metadata", "name")))
                      .doesNotContain(""));
    }
  }

  /** Custom resources of Envoy Gateway and Traefik are not checked here. */
  @Test
  void haveOnlyFieldsOfTheKubernetesApiAndOfGatewayApi() throws IOException {
    for (String file : List.of("application.yaml", "gateway-api.yaml", "external-auth.yaml")) {
      documents(Files.readString(FOLDER.resolve(file))).forEach(KubernetesModel::check);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application.yaml | readinessProbe: | readynessProbe: | readynessProbe",
        "application.yaml | readOnlyRootFilesystem: | readOnlyRootFileSystem: | readOnlyRootFileSystem",
        "application.yaml | policyTypes: | policytypes: | policytypes",
        "application.yaml | containerPort: 4180 | containerPort: http | containerPort",
        "application.yaml | \"8080\" | 8080 | command",
        "application.yaml | kind: Deployment | kind: Deploymant | Deploymant",
        "gateway-api.yaml | sectionName: | section: | section",
        "external-auth.yaml | allowedResponseHeaders: | allowedResponseHeader: | allowedResponseHeader"
      })
  void failTheirCheckWithAWrongField(String file, String right, String wrong, String named)
      throws IOException {
    String yaml = Files.readString(FOLDER.resolve(file));
    assertThat(yaml).contains(right);

    assertThatThrownBy(() -> documents(yaml.replace(right, wrong)).forEach(KubernetesModel::check))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @Test
  void listenOnTheLoopbackAddressAndTrustItAlone() throws IOException {
    Object application = container("application");
    List<?> environment = list(application, "env");

    assertThat(keys(application)).doesNotContain("ports");
    assertThat(at(named(environment, "GATEPASS_TRUSTED_PROXIES"), "value")).isEqualTo("127.0.0.1");
    assertThat(list(application, "command").toString()).contains("/etc/gatepass/loopback.asadmin");
    assertThat(at(object("application.yaml", "ConfigMap"), "data", "loopback.asadmin").toString())
        .contains("http-listener.address=127.0.0.1");
    assertThat(at(object("application.yaml", "Service"), "spec", "ports", 0, "targetPort"))
        .isEqualTo(at(container("oauth2-proxy"), "ports", 0, "name"));
  }

  @Test
  void readTheSecretFromAFileThatOnlyTheTwoContainersMount() throws IOException {
    List<?> environment = list(container("application"), "env");

    assertThat(environment.toString()).doesNotContain("GATEPASS_SHARED_SECRETS,", "secretKeyRef");
    assertThat(at(named(environment, "GATEPASS_SHARED_SECRETS_FILE"), "value"))
        .isEqualTo("/run/gatepass/shared-secrets");
    Object volume =
        named(
            list(object("application.yaml", "Deployment"), "spec", "template", "spec", "volumes"),
            "secrets-of-the-application");
    assertThat(list(volume, "secret", "items")).hasSize(1);
    assertThat(at(volume, "secret", "items", 0, "path")).isEqualTo("shared-secrets");
    for (String name : List.of("application", "oauth2-proxy")) {
      assertThat(list(container(name), "volumeMounts"))
          .filteredOn(mount -> at(mount, "mountPath").equals("/run/gatepass"))
          .singleElement()
          .satisfies(mount -> assertThat(at(mount, "readOnly")).isEqualTo(true))
          .satisfies(mount -> assertThat(keys(mount)).doesNotContain("subPath"));
    }
  }

  @Test
  void probeTheApplicationInItsContainerWithoutAHeader() throws IOException {
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      List<?> command = list(container("application"), probe, "exec", "command");
      assertThat(command.toString()).contains("http://127.0.0.1:8080/").doesNotContain("-H", "-u");
    }
  }

  @Test
  void onlyTheReadinessProbeCallsReady() throws IOException {
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      List<?> command = list(container("application"), probe, "exec", "command");
      assertThat(command.contains("http://127.0.0.1:8080/ready"))
          .as(probe)
          .isEqualTo(probe.equals("readinessProbe"));
    }
  }

  @Test
  void replaceEachIdentityHeaderOfTheClientInTheSidecar() throws IOException {
    Object configuration =
        documents(
                at(object("application.yaml", "ConfigMap"), "data", "oauth2-proxy.yaml").toString())
            .get(0);

    assertThat(list(configuration, "injectRequestHeaders"))
        .allSatisfy(header -> assertThat(keys(header)).doesNotContain("preserveRequestValue"))
        .extracting(header -> at(header, "name"))
        .asString()
        .contains("Remote-User", "Remote-Groups", "Remote-Email", "Remote-Name", "Remote-Id")
        .contains("Authorization", "X-Gateway-Secret");
    assertThat(at(configuration, "upstreamConfig", "upstreams", 0, "uri"))
        .isEqualTo("http://127.0.0.1:8080/");
  }

  @Test
  void restrictWhatContainersMayDoAndWhoReachesThem() throws IOException {
    for (String name : List.of("application", "oauth2-proxy")) {
      Object rights = at(container(name), "securityContext");
      assertThat(at(rights, "allowPrivilegeEscalation")).isEqualTo(false);
      assertThat(at(rights, "readOnlyRootFilesystem")).isEqualTo(true);
      assertThat(list(rights, "capabilities", "drop")).hasToString("[ALL]");
    }
    Object policy = at(object("application.yaml", "NetworkPolicy"), "spec");
    assertThat(list(policy, "policyTypes")).hasToString("[Ingress, Egress]");
    assertThat(list(policy, "ingress")).hasSize(1);
    assertThat(at(policy, "ingress", 0, "ports", 0, "port"))
        .isEqualTo(at(container("oauth2-proxy"), "ports", 0, "containerPort"));
  }

  @Test
  void removeTheClientsHeadersBeforeTheAuthenticationServerIsAsked() throws IOException {
    List<?> filters =
        list(object("external-auth.yaml", "HTTPRoute"), "spec", "rules", 0, "filters");
    assertThat(filters)
        .extracting(filter -> at(filter, "type").toString())
        .containsExactly("RequestHeaderModifier", "ExternalAuth");
    assertThat(list(filters.get(0), "requestHeaderModifier", "remove").toString())
        .contains("Remote-User", "Remote-Groups", "Remote-Email", "Remote-Name", "Remote-Id");
    assertThat(at(object("external-auth.yaml", "SecurityPolicy"), "spec", "extAuth", "failOpen"))
        .isEqualTo(false);
    assertThat(list(object("traefik.yaml", "IngressRoute"), "spec", "routes", 0, "middlewares"))
        .extracting(middleware -> at(middleware, "name").toString())
        .containsExactly("gatepass-own-headers", "gatepass-authentication");
    Map<?, ?> headers =
        (Map<?, ?>)
            at(object("traefik.yaml", "Middleware"), "spec", "headers", "customRequestHeaders");
    for (String header :
        List.of("Remote-User", "Remote-Groups", "Remote-Email", "Remote-Name", "Remote-Id")) {
      assertThat(headers.get(header)).as(header).isEqualTo("");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.gatepass.it.proxy.OAuth2Proxy;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Writes the table of the recipes that were run into a page, from the reports of failsafe. The
 * build runs it after the tests on request: see {@code .ci/payara} and {@code .ci/sso}. A recipe
 * that a run leaves out keeps its row.
 */
public final class GatewayTable {
  private static final String BEGIN = "<!-- Written by .ci/payara and .ci/sso. -->";
  private static final String END = "<!-- End of what they write. -->";
  private static final List<String> HEAD =
      List.of("| recipe | with | cases | forged requests | day |", "|---|---|---|---|---|");

  private static final Part NGINX = Part.debian("nginx", "nginx");
  private static final Part CADDY = Part.debian("Caddy", "caddy");
  private static final Part HAPROXY = Part.debian("HAProxy", "haproxy");
  private static final Part HTTPD = Part.debian("httpd", "apache2");
  private static final Part GSSAPI = Part.debian("mod_auth_gssapi", "libapache2-mod-auth-gssapi");
  private static final Part KDC = Part.debian("MIT Kerberos", "krb5-kdc");
  private static final Part OPENIDC =
      Part.debian("mod_auth_openidc", "libapache2-mod-auth-openidc");
  private static final Part MELLON = Part.debian("mod_auth_mellon", "libapache2-mod-auth-mellon");
  private static final Part SLAPD = Part.debian("slapd", "slapd");
  private static final Part KEYCLOAK = new Part("Keycloak", keycloak -> keycloak);
  private static final Part OAUTH2_PROXY =
      new Part("oauth2-proxy", keycloak -> ofGo(OAuth2Proxy.PROGRAM));

  /** To add a recipe, add a row; its test may print "probes sent: " and a number. */
  private static final List<Row> ROWS =
      List.of(
          new Row("nginx, passwords", "behind-nginx.md", "NginxBasicIT", NGINX),
          new Row("nginx, authentication server", "behind-nginx.md", "NginxAuthRequestIT", NGINX),
          new Row("Caddy, passwords", "behind-caddy.md", "CaddyBasicIT", CADDY),
          new Row("Caddy, authentication server", "behind-caddy.md", "CaddyForwardAuthIT", CADDY),
          new Row("HAProxy, passwords", "behind-haproxy.md", "HaproxyBasicIT", HAPROXY),
          new Row(
              "HAProxy, authentication server",
              "behind-haproxy.md",
              "HaproxyAuthenticationServerIT",
              HAPROXY),
          new Row("httpd, passwords", "behind-apache.md", "ApacheBasicIT", HTTPD),
          new Row(
              "httpd, authentication server",
              "behind-apache.md",
              "ApacheAuthenticationServerIT",
              HTTPD,
              Part.debian("LuaSocket", "lua-socket")),
          Row.singleSignOn("Kerberos", "kerberos.md", "KerberosIT", HTTPD, GSSAPI, KDC),
          Row.singleSignOn("LDAP, forged requests", "ldap.md", "LdapProbesIT", HTTPD, SLAPD),
          Row.singleSignOn("LDAP, logins and groups", "ldap.md", "LdapIT", HTTPD, SLAPD),
          Row.singleSignOn(
              "OpenID Connect", "openid-connect.md", "OpenIdConnectIT", HTTPD, OPENIDC, KEYCLOAK),
          Row.singleSignOn(
              "oauth2-proxy, alone and called by nginx and Caddy",
              "oauth2-proxy.md",
              "OAuth2ProxyIT",
              OAUTH2_PROXY,
              NGINX,
              CADDY,
              KEYCLOAK),
          Row.singleSignOn("SAML", "saml.md", "SamlIT", HTTPD, MELLON, KEYCLOAK),
          Row.singleSignOn(
              "streams, uploads, WebSockets behind Kerberos and OpenID Connect",
              "openid-connect.md",
              "SsoTransfersIT",
              HTTPD,
              GSSAPI,
              OPENIDC,
              KEYCLOAK));

  private GatewayTable() {}

  /**
   * Writes the rows of a run.
   *
   * @param arguments the folder of the reports, the page, the tags of the run, and Keycloak's
   *     version
   */
  public static void main(String[] arguments)
      throws IOException, ParserConfigurationException, SAXException, InterruptedException {
    Path reports = Path.of(arguments[0]);
    Path page = Path.of(arguments[1]);
    boolean singleSignOn = arguments[2].equals("sso");
    Map<String, String> written = new LinkedHashMap<>();
    for (Row row : ROWS) {
      Path report = reports.resolve("TEST-" + row.className() + ".xml");
      // The run with the other tags has only some cases of this test.
      if (row.singleSignOn() == singleSignOn && Files.exists(report)) {
        row.line(report, arguments[3]).ifPresent(line -> written.put(row.first(), line));
      }
    }
    Files.writeString(page, withRows(Files.readString(page), written));
  }

  /** The page with rows in its table, each in the place of the earlier one of the same recipe. */
  static String withRows(String page, Map<String, String> written) {
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    List<String> before = page.substring(begin, end).lines().toList();
    String table =
        ROWS.stream()
            .map(
                row ->
                    before.stream()
                        .filter(line -> line.startsWith(row.first()))
                        .findFirst()
                        .map(line -> written.getOrDefault(row.first(), line))
                        .orElseGet(() -> written.getOrDefault(row.first(), "")))
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    return page.substring(0, begin)
        + "\n\n"
        + String.join("\n", HEAD)
        + "\n"
        + table
        + "\n\n"
        + page.substring(end);
  }

  /** Finds the version of a part, or returns the given one of Keycloak. */
  private interface Version {
    String find(String keycloak) throws IOException, InterruptedException;
  }

  /** A program or a module. */
  private record Part(String name, Version version) {
    static Part debian(String name, String debianPackage) {
      return new Part(name, keycloak -> ofDebian(debianPackage));
    }

    String withVersion(String keycloak) throws IOException, InterruptedException {
      return name + " " + version.find(keycloak);
    }
  }

  private static String ofDebian(String debianPackage) throws IOException, InterruptedException {
    return output("dpkg-query", "-W", "-f", "${Version}", debianPackage)
        .map(version -> version.replaceFirst("^\\d+:", "").split("[-+~]", 2)[0])
        .orElse("?");
  }

  /** The version of the module from which Go has built a program. */
  private static String ofGo(Path program) throws IOException, InterruptedException {
    Matcher module =
        Pattern.compile("\\bmod\t\\S+\tv(\\S+)")
            .matcher(output("go", "version", "-m", program.toString()).orElse(""));
    return module.find() ? module.group(1) : "?";
  }

  /** The output of a command; empty if the command fails. */
  private static Optional<String> output(String... command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    return process.waitFor() == 0 ? Optional.of(text) : Optional.empty();
  }

  /**
   * A recipe.
   *
   * @param test the test class that runs it
   * @param singleSignOn whether the whole test runs with the tag {@code sso} only
   */
  private record Row(
      String recipe, String page, String test, boolean singleSignOn, List<Part> parts) {
    private static final Pattern PROBES = Pattern.compile("probes sent: (\\d+)");

    Row(String recipe, String page, String test, Part... parts) {
      this(recipe, page, test, false, List.of(parts));
    }

    static Row singleSignOn(String recipe, String page, String test, Part... parts) {
      return new Row(recipe, page, test, true, Arrays.asList(parts));
    }

    /** The first cell. */
    String first() {
      return "| [" + recipe + "](" + page + ") |";
    }

    /** Empty if all of the test was skipped. */
    Optional<String> line(Path report, String keycloak)
        throws IOException, ParserConfigurationException, SAXException, InterruptedException {
      Element suite =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.toFile())
              .getDocumentElement();
      int run = number(suite, "tests") - number(suite, "skipped");
      if (run == 0) {
        return Optional.empty();
      }
      int failed = number(suite, "failures") + number(suite, "errors");
      StringBuilder versions = new StringBuilder();
      for (Part part : parts) {
        versions.append(versions.length() == 0 ? "" : ", ").append(part.withVersion(keycloak));
      }
      return Optional.of(
          "%s %s | %d%s | %s | %s |"
              .formatted(
                  first(),
                  versions,
                  run,
                  failed == 0 ? "" : ", of which " + failed + " failed",
                  probes(report.resolveSibling(className() + "-output.txt")),
                  LocalDate.ofInstant(
                      Files.getLastModifiedTime(report).toInstant(), ZoneOffset.UTC)));
    }

    /** The test with its package. */
    String className() {
      return "org.gatepass.it." + (singleSignOn ? "sso." : "gateway.") + test;
    }

    private static int number(Element suite, String attribute) {
      return Integer.parseInt(suite.getAttribute(attribute));
    }

    /** The number that the test printed, or a dash. */
    private static String probes(Path output) throws IOException {
      int sent = 0;
      if (Files.exists(output)) {
        Matcher printed = PROBES.matcher(Files.readString(output, StandardCharsets.ISO_8859_1));
        while (printed.find()) {
          sent += Integer.parseInt(printed.group(1));
        }
      }
      return sent == 0 ? "-" : Integer.toString(sent);
    }
  }
}

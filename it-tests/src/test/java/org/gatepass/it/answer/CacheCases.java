// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.answer.AnswerCases.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The caching of static files. */
public interface CacheCases {
  /** How many images a page has. */
  int ASSETS = 20;

  String FILE = "/files/asset-1.svg";

  /** A client of the application, from the trusted address. */
  Http http();

  /** Adds a page with images in a public folder, and the same in a protected folder. */
  static WebArchive withFiles(WebArchive war) {
    String page =
        IntStream.range(0, ASSETS)
            .mapToObj(asset -> "<img src=\"asset-" + asset + ".svg\" alt=\"\">")
            .collect(Collectors.joining("\n", "<!DOCTYPE html><title>Files</title>\n", "\n"));
    for (String folder : List.of("files/", "files/closed/")) {
      war.addAsWebResource(new StringAsset(page), folder + "page.html");
      for (int asset = 0; asset < ASSETS; asset++) {
        war.addAsWebResource(new StringAsset(image(asset)), folder + "asset-" + asset + ".svg");
      }
    }
    return war.addAsWebResource(new StringAsset(image(0)), "files/welcome/index.svg")
        .addAsWebResource(new StringAsset("large ".repeat(50_000)), "files/large.txt")
        .setWebXML("answers-web.xml");
  }

  private static String image(int number) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><!--%s--></svg>"
        .formatted(Integer.toString(number).repeat(2_000));
  }

  /** Whether a browser may store files of this run's server. */
  static boolean areStorable() {
    return !Difference.FILES_ARE_NOT_STORED.isHere();
  }

  /** The {@code Cache-Control} of a file of this run's server. */
  static String ofAFile() {
    return areStorable() ? "private, no-cache" : "private, no-store";
  }

  private static void assertStorable(Answer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("cache-control")).contains(ofAFile());
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  /** Liberty ignores {@code Range}. */
  private static boolean sendsParts() {
    return !"liberty".equals(System.getProperty("server.profile"));
  }

  /** Jetty removes {@code Cache-Control} from an answer with 304. */
  static void assertUnchanged(Answer answer) {
    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("cache-control"))
        .isEqualTo(
            System.getProperty("server.profile").startsWith("jetty")
                ? Optional.empty()
                : Optional.of(ofAFile()));
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  @Test
  default void letsTheCallersBrowserStoreAFile() {
    Answer answer = proxy(http(), "alice").get(FILE);

    assertStorable(answer, 200);
    assertThat(answer.header("last-modified")).isPresent();
    assertThat(answer.body()).startsWith("<svg");
    assertStorable(proxy(http(), "alice").send("HEAD", FILE, ""), 200);
  }

  @Test
  default void answersWithoutAFileThatTheBrowserHas() {
    Answer first = proxy(http(), "alice").get(FILE);
    Http again =
        proxy(http(), "alice")
            .header("If-Modified-Since", first.header("last-modified").orElseThrow());
    List<Http> conditions = new ArrayList<>(List.of(again));
    first.header("etag").ifPresent(tag -> conditions.add(again.header("If-None-Match", tag)));

    for (Http condition : conditions) {
      assertUnchanged(condition.get(FILE));
    }
  }

  /** The server sends the header long before the end of the file. */
  @Test
  default void letsTheBrowserStoreALargeFile() {
    Answer answer = proxy(http(), "alice").get("/files/large.txt");

    assertStorable(answer, 200);
    assertThat(answer.body()).hasSize(300_000);
  }

  @Test
  default void letsTheBrowserStoreAPartOfAFile() {
    Answer answer = proxy(http(), "alice").header("Range", "bytes=0-3").get(FILE);

    assertStorable(answer, sendsParts() ? 206 : 200);
    assertThat(answer.body()).startsWith("<svg").hasSize(sendsParts() ? 4 : image(1).length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/open",
        "/protected/x",
        "/files/closed/asset-1.svg",
        "/files/page.html",
        "/files/",
        "/files/none.svg",
        "/files/asset-1.svg;x=y",
        "/files/asset-1.svg/"
      })
  default void forbidsStoringAllElse(String path) {
    Answer answer = proxy(http(), "alice").get(path);

    // Jetty writes its own header in an error.
    assertThat(answer.header("cache-control").orElseThrow()).contains("no-store");
  }

  @Test
  default void forbidsStoringAWelcomeFile() {
    Answer answer = proxy(http(), "alice").get("/files/welcome/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).startsWith("<svg");
    assertThat(answer.header("cache-control")).contains("private, no-store");
  }

  @Test
  default void forbidsStoringTheAnswerToAPost() {
    assertThat(proxy(http(), "alice").send("POST", FILE, "").header("cache-control").orElseThrow())
        .contains("no-store");
  }

  @Test
  default void leavesTheAnswerToAnAnonymousRequestAsItIs() {
    Answer answer = http().get(FILE);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("cache-control")).isEmpty();
  }

  @Test
  default void forbidsStoringTheAnswerToARejectedRequest() {
    assertThat(proxy(http(), "al ice").get(FILE).header("cache-control"))
        .contains("private, no-store");
    assertThat(http().get("/files/closed/asset-1.svg").header("cache-control"))
        .contains("private, no-store");
  }
}

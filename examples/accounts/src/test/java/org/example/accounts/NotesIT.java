package org.example.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.gatepass.testkit.WithCaller;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The built application on a server. A gateway of the test kit names the caller of each test. */
@ArquillianTest
class NotesIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/accounts.war"));
  }

  private HttpResponse<String> send(String method) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "api/notes"))
            .method(method, BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  @WithCaller("alice")
  void countsTheNotesOfItsCaller() throws Exception {
    assertEquals("Notes of alice: 0\n", send("GET").body());

    assertEquals(204, send("POST").statusCode());
    assertEquals("Notes of alice: 1\n", send("GET").body());
  }

  @Test
  @WithCaller("bob")
  void rejectsCallersWithoutAnAccount() throws Exception {
    assertEquals(403, send("GET").statusCode());
  }

  @Test
  @WithCaller("")
  void rejectsAnonymousRequests() throws Exception {
    assertEquals(401, send("GET").statusCode());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatepass.it.client.Http.Answer;

/**
 * The whole bodies of error answers, so that none can contain a header or a caller: the error page
 * of the demo, that of the applications for Tomcat and Jetty, or Gatepass's own text.
 */
public final class DemoErrors {
  private static final Path PAGE =
      Path.of("..", "demo-war", "src", "main", "webapp", "WEB-INF", "error.html");

  private DemoErrors() {}

  /** Asserts that the body of a rejection depends on its status only. */
  public static void assertBody(Answer answer, int status) {
    String type = answer.header("content-type").orElse("");
    if (type.startsWith("text/html")) {
      assertThat(answer.body()).isEqualTo(html(status));
    } else if (type.startsWith("application/problem+json")) {
      String text = text(status);
      assertThat(answer.body().strip())
          .isEqualTo(
              "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d}"
                  .formatted(text.substring(text.indexOf(' ') + 1), status));
    } else if (type.startsWith("application/json")) {
      assertThat(answer.body())
          .isEqualTo("{\"status\":" + status + ",\"reason\":\"" + title(status) + "\"}");
    } else {
      assertThat(answer.body().strip()).isIn(text(status), "status " + status);
    }
  }

  private static String html(int status) {
    try {
      return Files.readString(PAGE)
          .replace("${contextPath}", "")
          .replace("${status}", Integer.toString(status))
          .replace("${title}", title(status))
          .replace("${explanation}", explanation(status));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String title(int status) {
    return switch (status) {
      case 401 -> "You are not signed in";
      case 403 -> "Your account is not admitted here";
      default -> "Something went wrong";
    };
  }

  private static String explanation(int status) {
    return switch (status) {
      case 401 -> "The gateway has sent no name for you.";
      case 403 -> "An administrator of this application can change that.";
      default -> "It is not your fault. Please try again later.";
    };
  }

  private static String text(int status) {
    return switch (status) {
      case 400 -> "400 Bad Request";
      case 401 -> "401 Unauthorized";
      case 403 -> "403 Forbidden";
      default -> throw new IllegalArgumentException("" + status);
    };
  }
}

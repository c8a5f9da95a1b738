// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;

/**
 * Requests of several callers, in turn, for each {@link Corner}. Each method fails if code finds
 * another caller than that of its own request, unless the place has such a value.
 */
final class CornerVisits {
  private static final String YES = "yes";
  private static final String NO_ROLES = "no roles";
  private static final String NO = "no";
  private static final String ERROR = "error";
  private static final String MISSING = "-";
  private static final String FIRST_CALLER = "**the first caller**";
  private static final String ANOTHER_CALLER = "**another caller**";
  private static final String IN_EFFECT = "in effect";
  private static final String NO_EFFECT = "**no effect**";
  private static final String CALLERS_ONLY = "callers only";

  /** The names of an anonymous caller, most of them in enterprise beans. */
  private static final Set<String> ANONYMOUS =
      Set.of("-", "null", "anonymous", "ANONYMOUS", "UNAUTHENTICATED", "guest");

  private static final String NO_CALLER = "no caller";

  /** A client. */
  enum Visitor {
    /** In the group of the role. */
    ALICE("alice"),
    ANYBODY(NO_CALLER),
    BOB("bob"),
    /** Sends alice's headers from an untrusted address. */
    FORGER(NO_CALLER);

    private final String caller;

    Visitor(String caller) {
      this.caller = caller;
    }

    boolean isCaller() {
      return !caller.equals(NO_CALLER);
    }
  }

  private static final List<Visitor> TOUR =
      List.of(
          Visitor.ALICE,
          Visitor.ANYBODY,
          Visitor.BOB,
          Visitor.FORGER,
          Visitor.ALICE,
          Visitor.BOB,
          Visitor.ANYBODY);

  /** What code has found: a name, {@link #NO_CALLER}, {@link #ERROR} or {@link #MISSING}. */
  private record Seen(Visitor visitor, String name, boolean inRole, boolean ours) {
    static Seen in(Visitor visitor, String text) {
      String found = text.replaceFirst("(?s)^.*\\bdata: *([^\n]*).*$", "$1").strip();
      if (found.startsWith("!")) {
        System.out.println(found);
        return new Seen(visitor, ERROR, false, false);
      }
      List<String> words = Arrays.asList(found.split(" ", -1));
      assertThat(Set.of("role", "ours", "failed")).containsAll(words.subList(1, words.size()));
      String name = words.get(0);
      return new Seen(
          visitor,
          name.equals("missing") ? MISSING : ANONYMOUS.contains(name) ? NO_CALLER : name,
          words.contains("role"),
          words.contains("ours"));
    }

    boolean isOfAnotherCaller() {
      return !List.of(visitor.caller, NO_CALLER, ERROR, MISSING).contains(name);
    }

    Seen assertIsOfNobodyElse() {
      assertThat(isOfAnotherCaller()).as("%s", this).isFalse();
      if (inRole) {
        assertThat(name).as("%s", this).isEqualTo(Visitor.ALICE.caller);
      }
      return this;
    }

    String value() {
      return switch (name) {
        case NO_CALLER -> NO;
        case ERROR, MISSING -> name;
        default -> inRole ? YES : NO_ROLES;
      };
    }
  }

  private final Http http;
  private final Function<Function<Http, String>, String> loginConfig;

  /**
   * Creates the visits.
   *
   * @param http a client of the application
   * @param loginConfig deploys an application with a login-config, and visits it
   */
  CornerVisits(Http http, Function<Function<Http, String>, String> loginConfig) {
    this.http = http;
    this.loginConfig = loginConfig;
  }

  private static Http as(Visitor visitor, Http client) {
    return switch (visitor) {
      case ALICE -> client.header("remote-user", "alice").header("remote-groups", "staff");
      case BOB -> client.header("remote-user", "bob");
      case ANYBODY -> client;
      case FORGER -> as(Visitor.ALICE, client.from(Http.UNTRUSTED));
    };
  }

  private Seen visit(Visitor visitor, String path) {
    Answer answer = as(visitor, http).get(path);
    return Seen.in(visitor, answer.status() == 404 ? "missing" : answer.body());
  }

  private List<Seen> tour(String path) {
    return TOUR.stream().map(visitor -> visit(visitor, path)).toList();
  }

  private static String path(String place, String way) {
    return "/corner/" + place + "?way=" + way;
  }

  /** The caller and the roles at a place, in some way. */
  String see(String place, String way) {
    return callerAndRoles(tour(path(place, way)));
  }

  /**
   * Looks through a thread or a factory of threads that the application keeps from its first
   * request, which is alice's. On some servers the thread keeps alice as its caller.
   */
  String seeKept(String place, String way) {
    List<Seen> tour = tour(path(place, way));
    if (tour.stream().allMatch(seen -> seen.name().equals(Visitor.ALICE.caller))) {
      return FIRST_CALLER;
    }
    return callerAndRoles(tour);
  }

  /** The caller and the roles of a REST resource. */
  String seeResource(String path) {
    return callerAndRoles(tour(path));
  }

  /** The caller's name alone. */
  String name(String place, String way) {
    return nameAlone(tour(path(place, way)));
  }

  /** Whether the caller's principal is Gatepass's. */
  String cast(String place, String way) {
    return one(
        tour(path(place, way)).stream().map(Seen::assertIsOfNobodyElse).toList(),
        seen -> seen.name().equals(MISSING) ? MISSING : seen.ours() ? YES : NO);
  }

  private static String callerAndRoles(List<Seen> tour) {
    tour.forEach(Seen::assertIsOfNobodyElse);
    String value =
        one(tour.stream().filter(seen -> seen.visitor() == Visitor.ALICE).toList(), Seen::value);
    String ofBob =
        one(tour.stream().filter(seen -> seen.visitor() == Visitor.BOB).toList(), Seen::value);
    assertThat(ofBob).isEqualTo(value.equals(YES) ? NO_ROLES : value);
    return value;
  }

  private static String nameAlone(List<Seen> tour) {
    String value = callerAndRoles(tour);
    return value.equals(NO_ROLES) ? YES : value;
  }

  /** The value that all visits of callers have. */
  private static String one(List<Seen> visits, Function<Seen, String> value) {
    List<String> values =
        visits.stream().filter(seen -> seen.visitor().isCaller()).map(value).distinct().toList();
    assertThat(values).as("%s", visits).hasSize(1);
    return values.get(0);
  }

  /** A place after a logout; the next request has its caller again. */
  String seeNobody(String place, String way) {
    List<Seen> tour = tour(path(place, way));
    assertThat(tour)
        .allSatisfy(
            seen -> {
              assertThat(seen.name()).isIn(NO_CALLER, ERROR, MISSING);
              assertThat(seen.inRole()).isFalse();
            });
    assertThat(see("request", "request")).isEqualTo(YES);
    return one(tour, Seen::value);
  }

  /** An anonymous request that the server logs in as its own user, if it has one. */
  String logIn() {
    String found = as(Visitor.ANYBODY, http).get(path("login", "request")).body();
    assertThat(found).isIn("- failed", "container", "container role");
    assertThat(see("request", "request")).isEqualTo(YES);
    return found.startsWith("container") ? "the server's user" : NO;
  }

  /** A caller's request that the server must not log in as another user. */
  String logInAgain() {
    List<Seen> tour =
        List.of(
            visit(Visitor.ALICE, path("login", "request")),
            visit(Visitor.BOB, path("login", "request")));
    return callerAndRoles(tour);
  }

  /** The name in the bean that a bean with {@code @RunAs} calls; another one than the caller's. */
  String nameByRunAs() {
    return one(
        tour(path("request", "run-as")),
        seen -> {
          assertThat(seen.name()).isNotIn(othersThan(seen.visitor()));
          return switch (seen.name()) {
            case NO_CALLER -> NO;
            case ERROR, MISSING -> seen.name();
            default -> seen.name().equals(seen.visitor().caller) ? YES : "`" + seen.name() + "`";
          };
        });
  }

  private static List<String> othersThan(Visitor visitor) {
    return Arrays.stream(Visitor.values())
        .filter(Visitor::isCaller)
        .map(each -> each.caller)
        .filter(caller -> !caller.equals(visitor.caller))
        .toList();
  }

  /** Whether that bean has the role of {@code @RunAs}. */
  String roleByRunAs() {
    return one(
        tour(path("request", "run-as")),
        seen ->
            seen.name().equals(MISSING) || seen.name().equals(ERROR)
                ? seen.name()
                : seen.inRole() ? YES : NO);
  }

  /** Whether the server admits only some visitors to a REST resource. */
  String enter(String path, Visitor... permitted) {
    Map<Visitor, Integer> statuses = new EnumMap<>(Visitor.class);
    TOUR.forEach(visitor -> statuses.put(visitor, as(visitor, http).get(path).status()));
    if (Set.copyOf(statuses.values()).equals(Set.of(404))) {
      return MISSING;
    }
    assertThat(statuses.values()).isSubsetOf(200, 401, 403);
    Set<Visitor> admitted =
        statuses.keySet().stream()
            .filter(visitor -> statuses.get(visitor) == 200)
            .collect(Collectors.toSet());
    if (admitted.equals(Set.of(permitted))) {
      return IN_EFFECT;
    }
    if (admitted.equals(statuses.keySet())) {
      return NO_EFFECT;
    }
    assertThat(admitted).as("%s", statuses).isEqualTo(Set.of(Visitor.ALICE, Visitor.BOB));
    return CALLERS_ONLY;
  }

  /** The caller in a message of a WebSocket, while requests of other callers are served. */
  String hear(String way) {
    Map<Visitor, Conversation> open = new EnumMap<>(Visitor.class);
    List<Seen> heard = new ArrayList<>();
    try {
      for (Visitor visitor : List.of(Visitor.ALICE, Visitor.ANYBODY, Visitor.BOB)) {
        open.put(visitor, new Conversation(visitor));
      }
      for (int round = 0; round < 3; round++) {
        open.forEach((visitor, socket) -> heard.add(Seen.in(visitor, socket.ask(way))));
        tour(path("request", way.equals("socket") ? "request" : way));
      }
    } finally {
      open.values().forEach(Conversation::end);
    }
    if (heard.stream().anyMatch(Seen::isOfAnotherCaller)) {
      return ANOTHER_CALLER;
    }
    return way.equals("socket") ? nameAlone(heard) : callerAndRoles(heard);
  }

  /** A WebSocket of a visitor. */
  private final class Conversation implements WebSocket.Listener {
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    Conversation(Visitor visitor) {
      WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
      for (String line : as(visitor, http).lines().split("\r\n", -1)) {
        if (!line.isEmpty()) {
          String[] header = line.split(": ", 2);
          builder.header(header[0], header[1]);
        }
      }
      socket =
          builder
              .buildAsync(URI.create("ws://" + http.host() + http.target("/socket")), this)
              .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      answers.add(text.toString());
      from.request(1);
      return null;
    }

    String ask(String text) {
      try {
        socket.sendText(text, true).join();
        String answer = answers.poll(30, TimeUnit.SECONDS);
        assertThat(answer).isNotNull();
        return answer;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    void end() {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
      socket.abort();
    }
  }

  /** An application that names a mechanism of the server's in its descriptor. */
  String findLoginConfig() {
    return loginConfig.apply(CornerVisits::findIgnored);
  }

  private static String findIgnored(Http client) {
    String user =
        Base64.getEncoder()
            .encodeToString("container:container-secret-1".getBytes(StandardCharsets.US_ASCII));
    Answer alices = as(Visitor.ALICE, client).get("/protected");
    assertThat(alices.status()).as(alices.body()).isEqualTo(200);
    assertThat(alices.body()).startsWith("alice [user] true HEADER");
    for (Http other :
        List.of(
            client, as(Visitor.FORGER, client), client.header("Authorization", "Basic " + user))) {
      Answer answer = other.get("/protected");
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.headers().get("www-authenticate"))
          .containsExactly("Gatepass realm=\"application\"");
    }
    return "ignored";
  }
}

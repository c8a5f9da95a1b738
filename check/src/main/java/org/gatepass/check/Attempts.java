// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The forged requests: what a client may try in order to be a caller. */
final class Attempts {
  private final List<String> callerHeaders;
  private final List<String> secretHeaders;
  private final String marker;

  /**
   * Makes the requests.
   *
   * @param callerHeaders the headers that name a caller
   * @param secretHeaders the headers with the proxy's secret
   * @param marker a random word, in place of a secret, a password or a second name
   */
  Attempts(List<String> callerHeaders, List<String> secretHeaders, String marker) {
    this.callerHeaders = callerHeaders;
    this.secretHeaders = secretHeaders;
    this.marker = marker;
  }

  /**
   * The requests of a client to the proxy.
   *
   * @param byStatus whether the status of an answer shows a caller, and not only the body
   */
  List<Attempt> throughProxy(Address address, boolean byStatus) {
    String target = address.target();
    List<Attempt> all = new ArrayList<>(callers(target));
    callerHeaders.forEach(header -> all.addAll(connections(header, target)));
    all.addAll(secrets(target));
    all.add(
        Attempt.get(
            "HTTP Basic with a wrong password",
            target,
            name -> List.of("Authorization: Basic " + base64(name + ":" + marker))));
    all.addAll(forms(address, byStatus));
    all.addAll(http2(target));
    for (String spelling : Spellings.ofTarget(target)) {
      all.add(Attempt.get("another path: " + spelling, spelling, this::named));
    }
    return all;
  }

  /**
   * The requests of a client to the application itself.
   *
   * @param proxy an address for the lines that name an earlier one, where it is known
   */
  List<Attempt> direct(Address address, String publicAuthority, List<String> proxy) {
    String target = address.target();
    List<Attempt> all = new ArrayList<>(callers(target));
    all.addAll(secrets(target));
    all.add(
        Attempt.get(
            "with the proxy's name as Host",
            target,
            name -> joined(List.of("Host: " + publicAuthority), named(name))));
    for (String from : proxy) {
      for (String line :
          List.of(
              "X-Forwarded-For: " + from,
              "X-Real-IP: " + from,
              "Forwarded: for=" + (from.contains(":") ? "\"[" + from + "]\"" : from))) {
        all.add(Attempt.get("with " + line, target, name -> joined(List.of(line), named(name))));
      }
    }
    return all;
  }

  /**
   * The requests of a person with fewer rights, who is logged in.
   *
   * @param groupsHeaders the headers that list groups; each is sent with the group
   */
  List<Attempt> loggedIn(
      Address address, List<String> login, List<String> groupsHeaders, String group) {
    String target = address.target();
    List<Attempt> all = new ArrayList<>(callers(target));
    callerHeaders.forEach(header -> all.addAll(connections(header, target)));
    for (String header : groupsHeaders) {
      // The name stays empty in the control, and here it stands for the group.
      List<Attempt> groups = new ArrayList<>(names(header, target));
      groups.addAll(connections(header, target));
      groups.forEach(
          attempt ->
              all.add(
                  new Attempt(
                      attempt.text(), name -> attempt.request(name.isEmpty() ? "" : group))));
    }
    all.add(upgrade(target));
    return all.stream().map(attempt -> attempt.after(login)).toList();
  }

  private static Stream<Attempt> one(String text, String target, Function<String, String> line) {
    return Stream.of(Attempt.get(text, target, name -> List.of(line.apply(name))));
  }

  /** The headers that name a caller, in each spelling and form. */
  private List<Attempt> callers(String target) {
    return callerHeaders.stream()
        .flatMap(
            header -> Stream.concat(names(header, target).stream(), lines(header, target).stream()))
        .toList();
  }

  private static List<Attempt> names(String header, String target) {
    return Stream.concat(Stream.of(header), Spellings.ofName(header).stream())
        .flatMap(spelling -> one(spelling, target, name -> spelling + ": " + name))
        .toList();
  }

  /** Lines in forms that servers read in different ways. */
  private List<Attempt> lines(String header, String target) {
    return Stream.of(
            one(header + ", without a blank", target, name -> header + ":" + name),
            one(header + ", after a tab", target, name -> header + ":\t" + name),
            one(header + ", a blank before the colon", target, name -> header + " : " + name),
            one(header + ", a tab before the colon", target, name -> header + "\t: " + name),
            one(header + ", without a colon", target, name -> header + " " + name),
            one(header + ", a blank before it", target, name -> " " + header + ": " + name),
            one(
                header + ", as a continued line",
                target,
                name -> "X-Check: " + marker + "\r\n " + header + ": " + name),
            one(
                header + ", the name as a continued line",
                target,
                name -> header + ":\r\n " + name),
            one(
                header + ", after a bare line feed",
                target,
                name -> "X-Check: " + marker + "\n" + header + ": " + name),
            one(
                header + ", after a bare carriage return",
                target,
                name -> "X-Check: " + marker + "\r" + header + ": " + name),
            one(
                header + ", twice",
                target,
                name -> header + ": " + name + "\r\n" + header + ": " + name),
            one(
                header + ", twice with different names",
                target,
                name -> header + ": " + name + "\r\n" + header + ": " + marker),
            one(
                header + ", twice with different names, in the other order",
                target,
                name -> header + ": " + marker + "\r\n" + header + ": " + name),
            one(header + ", as a list", target, name -> header + ": " + name + ", " + marker),
            one(
                header + ", as a list in the other order",
                target,
                name -> header + ": " + marker + ", " + name))
        .flatMap(attempts -> attempts)
        .toList();
  }

  private static List<Attempt> connections(String header, String target) {
    return List.of(
        Attempt.get(
            header + ", named by Connection",
            target,
            name -> List.of("Connection: " + header, header + ": " + name)),
        Attempt.get(
            header + ", named by Connection after its line",
            target,
            name -> List.of(header + ": " + name, "Connection: close, " + header)));
  }

  /** A guessed secret, none, and one that the proxy may drop. */
  private List<Attempt> secrets(String target) {
    List<Attempt> all = new ArrayList<>();
    for (String secret : secretHeaders) {
      all.add(
          Attempt.get(
              "with a guessed " + secret,
              target,
              name -> joined(List.of(secret + ": " + marker), named(name))));
      all.add(
          Attempt.get(
              "with an empty " + secret,
              target,
              name -> joined(List.of(secret + ":"), named(name))));
      all.add(
          Attempt.get(
              "with " + secret + " named by Connection",
              target,
              name -> joined(List.of("Connection: " + secret), named(name))));
    }
    return all;
  }

  /** Other forms of the request line. */
  private List<Attempt> forms(Address address, boolean byStatus) {
    Function<String, Request> get = name -> Request.get(address.target(), named(name));
    List<Attempt> all = new ArrayList<>();
    if (byStatus) {
      all.add(new Attempt("by HEAD", name -> get.apply(name).withMethod("HEAD")));
    }
    all.add(new Attempt("by HTTP/1.0", name -> get.apply(name).withVersion("HTTP/1.0")));
    all.add(Attempt.get("with the whole URL in the request line", address.url(), this::named));
    return all;
  }

  private List<Attempt> http2(String target) {
    Function<String, Request> get = name -> Request.get(target, named(name));
    Function<String, Request> alias =
        name ->
            Request.get(
                target,
                callerHeaders.stream()
                    .map(header -> header.replaceAll("[-_.]", "_") + ": " + name)
                    .toList());
    return List.of(
        new Attempt("by HTTP/2", name -> get.apply(name).by(Request.Way.HTTP_2)),
        new Attempt("by HTTP/2 with underscores", name -> alias.apply(name).by(Request.Way.HTTP_2)),
        new Attempt(
            "by HTTP/2 without asking", name -> get.apply(name).by(Request.Way.HTTP_2_UNASKED)),
        upgrade(target));
  }

  private Attempt upgrade(String target) {
    return new Attempt(
        "by Upgrade: h2c", name -> Request.get(target, named(name)).by(Request.Way.HTTP_2_UPGRADE));
  }

  private List<String> named(String name) {
    return callerHeaders.stream().map(header -> header + ": " + name).toList();
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

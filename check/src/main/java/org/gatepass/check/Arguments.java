// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command line. */
final class Arguments {
  private static final Set<String> OPTIONS =
      Set.of(
          "--account",
          "--header",
          "--secret-header",
          "--direct",
          "--marker",
          "--login",
          "--forbidden",
          "--groups-header",
          "--group",
          "--trust",
          "--connect",
          "--pause");
  private static final Set<String> REPEATABLE =
      Set.of("--header", "--secret-header", "--groups-header");

  private final List<Address> protectedAddresses = new ArrayList<>();
  private final Map<String, List<String>> options = new LinkedHashMap<>();

  Arguments(List<String> arguments) throws UsageException {
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        urls.add(argument);
      } else if (!OPTIONS.contains(argument)) {
        throw new UsageException("there is no option " + argument);
      } else if (i + 1 == arguments.size() || arguments.get(i + 1).isEmpty()) {
        throw new UsageException(argument + " needs a value");
      } else {
        options.computeIfAbsent(argument, key -> new ArrayList<>()).add(arguments.get(++i));
      }
    }
    for (Map.Entry<String, List<String>> option : options.entrySet()) {
      if (option.getValue().size() > 1 && !REPEATABLE.contains(option.getKey())) {
        throw new UsageException(option.getKey() + " is there twice");
      }
    }
    for (String url : urls) {
      protectedAddresses.add(atProxy(url));
    }
    checkTogether();
  }

  private void checkTogether() throws UsageException {
    if (protectedAddresses.isEmpty()) {
      throw new UsageException("the URL of a protected page is missing");
    }
    if (account().isEmpty() || account().chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new UsageException("--account NAME: the name of an account that exists");
    }
    for (String option : List.of("--header", "--secret-header", "--groups-header")) {
      for (String header : all(option)) {
        if (!header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
          throw new UsageException(option + ": \"" + header + "\" is not the name of a header");
        }
      }
    }
    if (one("--login").isPresent() != one("--forbidden").isPresent()) {
      throw new UsageException("--login and --forbidden belong together");
    }
    if (one("--group").isPresent() != one("--groups-header").isPresent()
        || (one("--group").isPresent() && one("--login").isEmpty())) {
      throw new UsageException("--groups-header, --group and --login belong together");
    }
  }

  private Address atProxy(String url) throws UsageException {
    Address address = Address.parse(url);
    Optional<String> socket = one("--connect");
    return socket.isPresent() ? address.connectedTo(socket.get()) : address;
  }

  private Optional<String> one(String option) {
    return all(option).stream().findFirst();
  }

  private List<String> all(String option) {
    return options.getOrDefault(option, List.of());
  }

  List<Address> protectedAddresses() {
    return protectedAddresses;
  }

  String account() {
    return one("--account").orElse("");
  }

  List<String> callerHeaders() {
    return all("--header").isEmpty() ? List.of("remote-user") : all("--header");
  }

  List<String> secretHeaders() {
    return all("--secret-header").isEmpty() ? List.of("X-Gateway-Secret") : all("--secret-header");
  }

  List<String> groupsHeaders() {
    return all("--groups-header");
  }

  String group() {
    return one("--group").orElse("");
  }

  String marker() {
    return one("--marker").orElse("");
  }

  /** A protected page at the application's own address, by the path of that page at the proxy. */
  Optional<Address> direct(Address atProxy) throws UsageException {
    Optional<String> url = one("--direct");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    Address direct = Address.parse(url.get());
    return Optional.of(direct.target().equals("/") ? direct.withTarget(atProxy.target()) : direct);
  }

  /** A page that the login may not read. */
  Optional<Address> forbidden() throws UsageException {
    Optional<String> url = one("--forbidden");
    return url.isEmpty() ? Optional.empty() : Optional.of(atProxy(url.get()));
  }

  /** The header lines of the login. */
  List<String> login() throws UsageException {
    Path file = Path.of(one("--login").orElseThrow());
    try {
      List<String> lines =
          Files.readAllLines(file, StandardCharsets.UTF_8).stream()
              .filter(line -> !line.isBlank())
              .toList();
      if (lines.isEmpty() || !lines.stream().allMatch(line -> line.matches("[A-Za-z-]+: .+"))) {
        throw new UsageException(
            "--login: " + file + " holds lines that are not header lines (example: Cookie: a=b)");
      }
      return lines;
    } catch (IOException e) {
      throw new UsageException("--login: " + file + " is not readable");
    }
  }

  Client client() throws UsageException {
    Optional<String> trusted = one("--trust");
    String pause = one("--pause").orElse("50");
    if (!pause.matches("\\d{1,5}")) {
      throw new UsageException("--pause: \"" + pause + "\" is not a number of milliseconds");
    }
    return new Client(
        trusted.isPresent() ? Trust.in(Path.of(trusted.get())) : Trust.byDefault(),
        Duration.ofMillis(Integer.parseInt(pause)));
  }
}

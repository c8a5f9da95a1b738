// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parsed arguments of a command.
 *
 * @param words the arguments that are no options, in order
 * @param options the options with their values; a flag's value is empty
 */
record Arguments(List<String> words, Map<String, String> options) {
  /**
   * Parses arguments. A value follows its option as the next argument ({@code --listen
   * 127.0.0.1:0}) or after an equals sign ({@code --listen=127.0.0.1:0}).
   *
   * @param known the options that take a value
   * @param flags the options that take none
   * @throws UsageException for an unknown option, a repeated option, or a missing value
   */
  static Arguments parse(List<String> arguments, Set<String> known, Set<String> flags)
      throws UsageException {
    List<String> words = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        words.add(argument);
        continue;
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      String value;
      if (flags.contains(argument)) {
        value = "";
      } else if (!known.contains(name)) {
        throw new UsageException("there is no option " + name);
      } else if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else if (++i < arguments.size()) {
        value = arguments.get(i);
      } else {
        throw new UsageException(name + " needs a value");
      }
      if (options.put(name, value) != null) {
        throw new UsageException(name + " is given twice");
      }
    }
    return new Arguments(List.copyOf(words), options);
  }

  /** The value of an option, if it is given. */
  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /**
   * The value of a required option.
   *
   * @throws UsageException if the option is missing
   */
  String required(String name) throws UsageException {
    return option(name).orElseThrow(() -> new UsageException(name + " is missing"));
  }

  /** Whether a flag is given. */
  boolean has(String flag) {
    return options.containsKey(flag);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command has around it.
 *
 * @param in the standard input
 * @param out the standard output
 * @param err the error stream
 * @param environment the environment variables
 * @param prompt asks for a password
 */
record Shell(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    PasswordPrompt prompt) {
  /** Asks for a password without showing it. */
  @FunctionalInterface
  interface PasswordPrompt {
    /**
     * Asks.
     *
     * @param question what to ask for
     * @return what was typed, without the end of the line
     * @throws IOException if nobody can be asked
     */
    String ask(String question) throws IOException;
  }

  /** The process's own surroundings. */
  static Shell ofProcess() {
    return new Shell(System.in, System.out, System.err, System.getenv(), Shell::askOnConsole);
  }

  /** From Java 22 on there is always a console; without a terminal it reads the standard input. */
  @SuppressWarnings("SystemConsoleNull")
  private static String askOnConsole(String question) throws IOException {
    Console console = System.console();
    if (console == null) {
      throw new IOException("there is no console to ask on; --stdin reads the standard input");
    }
    char[] password = console.readPassword("%s: ", question);
    if (password == null) {
      throw new IOException("no password was given");
    }
    return new String(password);
  }
}

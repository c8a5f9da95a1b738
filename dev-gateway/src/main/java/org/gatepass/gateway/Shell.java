// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * The environment of a command.
 *
 * @param in the standard input
 * @param out the standard output
 * @param err the error stream
 * @param environment the environment variables
 * @param prompt reads a password from the console
 */
record Shell(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    PasswordPrompt prompt) {
  /** Reads a password from the console without showing it. */
  @FunctionalInterface
  interface PasswordPrompt {
    /**
     * Shows a question and reads the reply.
     *
     * @param question the question
     * @return the reply, without the end of the line
     * @throws IOException if there is no console
     */
    String ask(String question) throws IOException;
  }

  /** The environment of this process. */
  static Shell ofProcess() {
    return new Shell(System.in, System.out, System.err, System.getenv(), Shell::askOnConsole);
  }

  /** From Java 22 on there is always a console; without a terminal it reads the standard input. */
  @SuppressWarnings("SystemConsoleNull")
  private static String askOnConsole(String question) throws IOException {
    Console console = System.console();
    if (console == null) {
      throw new IOException("there is no console; --stdin reads the standard input");
    }
    char[] password = console.readPassword("%s: ", question);
    if (password == null) {
      throw new IOException("no password was given");
    }
    return new String(password);
  }
}

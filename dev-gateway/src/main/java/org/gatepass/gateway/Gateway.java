// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;

/** The gateway's command line: {@code serve}, {@code add}, {@code change}, {@code remove}. */
public final class Gateway {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private static final String HELP =
      """
      Gatepass development gateway: a reverse proxy with an htpasswd file.
      For development and tests, NEVER FOR PRODUCTION.

        serve  --htpasswd FILE [options]          runs the gateway
        add    NAME --htpasswd FILE [--stdin]     adds a name; creates the file
        change NAME --htpasswd FILE [--stdin]     sets a new password
        remove NAME --htpasswd FILE               removes a name

      The console prompts for a password; with --stdin the first line of the standard
      input is the password. A password is never an argument.

      Options of serve, with their defaults:
        --authentication-url URL           this server authenticates each request instead
                                           of a file; the gateway copies the headers of
        --copy-headers Remote-User,...     its response that are listed here
        --listen 127.0.0.1:8081            address and port; port 0 takes any free one
        --upstream http://127.0.0.1:8080   the application
        --protect /api                     paths that need a login, separated by commas
        --realm "Gatepass development"     the name in the browser's login dialog
        --sign-out-path /gateway/sign-out  makes the browser drop the password
        --tls                              https, with a certificate made at the start;
        --tls-certificate FILE --tls-key FILE   or with this one, in PEM
        --preset authelia                  the headers of Authelia, oauth2-proxy or
                                           authentik; the next five options change them
        --caller-header remote-user        carries the caller name
        --groups-header, --email-header, --name-header
                                           carry values of --identities; default none
        --groups-separator ,               or ; or |
        --identities FILE                  alice.groups=user,administrator
                                           alice.email=... and alice.name=...
        --header-encoding none             or percent, for servers that take ASCII only
        --secret-file FILE                 a secret for every request to the application;
                                           or the environment's GATEPASS_GATEWAY_SECRET
        --secret-header X-Gateway-Secret   carries that secret
        --upstream-timeout 60              seconds until 504

      The exit code is 0 for success, 1 for a failure, 2 for an invalid command line.
      """;

  private final Shell shell;

  Gateway(Shell shell) {
    this.shell = shell;
  }

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command and its arguments
   */
  public static void main(String... arguments) {
    readLoggingConfiguration();
    System.exit(new Gateway(Shell.ofProcess()).run(arguments));
  }

  /**
   * Runs a command in this process, for programs that set a gateway up: {@code add alice --htpasswd
   * users.htpasswd --stdin}. Passwords come from {@code in} only, and environment variables are
   * ignored.
   *
   * @param in what {@code --stdin} reads
   * @param out the standard output
   * @param err the error stream
   * @param arguments the command and its arguments
   * @return the exit code
   */
  public static int run(InputStream in, PrintStream out, PrintStream err, String... arguments) {
    Shell shell =
        new Shell(
            in,
            out,
            err,
            Map.of(),
            question -> {
              throw new IOException("there is no console; --stdin reads the standard input");
            });
    return new Gateway(shell).run(arguments);
  }

  private static void readLoggingConfiguration() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    try (InputStream configuration = Gateway.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(configuration);
    } catch (IOException e) {
      throw new IllegalStateException("The jar holds no readable logging.properties", e);
    }
  }

  /**
   * Runs a command.
   *
   * @return the exit code
   */
  int run(String... arguments) {
    List<String> all = List.of(arguments);
    if (all.contains("--help")) {
      shell.out().print(HELP);
      return DONE;
    }
    try {
      dispatch(all);
      return DONE;
    } catch (UsageException e) {
      shell.err().println("gateway: " + e.getMessage() + " (--help shows all commands)");
      return MISUSED;
    } catch (NoSuchFileException e) {
      shell.err().println("gateway: " + e.getFile() + ": there is no such file");
      return FAILED;
    } catch (AccessDeniedException e) {
      shell.err().println("gateway: " + e.getFile() + ": access is denied");
      return FAILED;
    } catch (IOException e) {
      shell.err().println("gateway: " + e.getMessage());
      return FAILED;
    }
  }

  private void dispatch(List<String> arguments) throws UsageException, IOException {
    if (arguments.isEmpty()) {
      throw new UsageException("a command is missing: serve, add, change or remove");
    }
    List<String> rest = arguments.subList(1, arguments.size());
    switch (arguments.get(0)) {
      case "serve" -> new ServeCommand(shell).serve(rest);
      case "add" -> new AccountCommands(shell).add(rest);
      case "change" -> new AccountCommands(shell).change(rest);
      case "remove" -> new AccountCommands(shell).remove(rest);
      default -> throw new UsageException("there is no command \"" + arguments.get(0) + "\"");
    }
  }
}

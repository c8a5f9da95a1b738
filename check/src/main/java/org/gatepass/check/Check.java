// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command line of the check of a deployment. */
public final class Check {
  private static final int MISUSED = 2;

  private static final String HELP =
      """
      Gatepass check: sends forged requests to a deployment, and reports which of them
      were accepted. It sends GET and HEAD requests only.

        java -jar gatepass-check.jar URL... --account NAME [options]

      URL is a page that requires a login, as people reach it through the proxy.

        --account NAME          an account that exists, which the forged requests name
        --header remote-user    the header with the caller's name; may be repeated
        --secret-header X-Gateway-Secret
                                the header with the proxy's secret; may be repeated
        --direct URL            the application's own address, without the proxy; the
                                path is that of the page if the URL has none
        --marker TEXT           a text that only the page of a caller has: for pages that
                                answer 200 without a login, such as with a login form
        --trust FILE            certificates in PEM, in place of the authorities of Java
        --connect HOST:PORT     the proxy's socket, in place of the URL's
        --pause 50              milliseconds before each request

      A login with fewer rights shows whether forged headers give more:

        --login FILE            header lines of the login, such as "Cookie: name=value"
        --forbidden URL         a page that NAME may read, and the login may not
        --groups-header NAME    the header with the caller's groups; may be repeated
        --group NAME            a group that may read the page

      The exit code is 0 if all is safe, 1 if something is not, 2 if the check cannot judge.
      """;

  private Check() {}

  /**
   * Runs the check, and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String... arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, arguments));
  }

  /**
   * Runs the check in this process.
   *
   * @param out receives the report
   * @param err receives the reason for which the check cannot judge
   * @param arguments the command line
   * @return the exit code: 0 if all is safe, 1 if something is not, 2 if the check cannot judge
   */
  public static int run(PrintStream out, PrintStream err, String... arguments) {
    List<String> all = List.of(arguments);
    if (all.contains("--help")) {
      out.print(HELP);
      return 0;
    }
    try {
      return new Run(new Arguments(all), out).run();
    } catch (UsageException e) {
      err.println("check: " + e.getMessage() + " (--help shows all options)");
      return MISUSED;
    }
  }
}

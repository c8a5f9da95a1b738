// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The demo's war, or another, on a Payara Micro of its own. */
final class PayaraMicro {
  private PayaraMicro() {}

  /** Starts it with nothing but these environment variables, and the door of the run. */
  static ServerProcess start(Path folder, Map<String, String> environment) throws IOException {
    return start(folder, environment, "payara-micro-preboot.txt", List.of(), List.of());
  }

  /** Starts it with another war. */
  static ServerProcess start(Path folder, Path war) throws IOException {
    return start(folder, Map.of(), "payara-micro-preboot.txt", List.of(), List.of(), war);
  }

  /** Starts it with more options for the virtual machine and for the server. */
  static ServerProcess start(
      Path folder,
      Map<String, String> environment,
      String prebootFile,
      List<String> javaOptions,
      List<String> serverOptions)
      throws IOException {
    Path demo = Path.of(System.getProperty("demo.war"));
    List<String> options = new ArrayList<>(javaOptions);
    options.add(System.getProperty("server.door", "-Dgatepass.door="));
    return start(folder, environment, prebootFile, options, serverOptions, demo);
  }

  private static ServerProcess start(
      Path folder,
      Map<String, String> environment,
      String prebootFile,
      List<String> javaOptions,
      List<String> serverOptions,
      Path war)
      throws IOException {
    int port = Ports.free();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx768m");
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", System.getProperty("server.home")));
    command.addAll(List.of("--nocluster", "--nohazelcast"));
    command.addAll(
        List.of(
            "--prebootcommandfile",
            Path.of(System.getProperty("it.resources"), prebootFile).toString()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(serverOptions);
    command.addAll(List.of("--contextroot", "/", "--deploy", war.toString()));
    return ServerProcess.start(folder, command, environment, port);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatepass.it.peer.KeyTool;

/** The demo's WAR, or another one, on a Payara Micro server of its own. */
public final class PayaraMicro {
  private static final String PREBOOT = "payara-micro-preboot.txt";

  private PayaraMicro() {}

  /** Whether this run's server is Payara Micro, in any version. */
  public static boolean isHere() {
    return "payara-micro".equals(System.getProperty("arquillian.launch"));
  }

  /** Starts it with nothing but these environment variables, and the integration of the run. */
  public static ServerProcess start(Path folder, Map<String, String> environment)
      throws IOException {
    return startDemo(folder, environment, PREBOOT, List.of(), List.of());
  }

  /** Starts it as {@link #start(Path, Map)} does, for a test that measures. */
  public static ServerProcess startMeasured(Path folder, Map<String, String> environment)
      throws IOException {
    return startDemo(
        folder, environment, PREBOOT, List.of(ServerProcess.BOTH_COMPILERS), List.of());
  }

  /** Starts it with another war. */
  public static ServerProcess start(Path folder, Path war) throws IOException {
    return start(folder, Map.of(), PREBOOT, List.of(), asRoot(war));
  }

  /** Starts it with another war and these environment variables; it logs each rejection. */
  public static ServerProcess start(Path folder, Path war, Map<String, String> environment)
      throws IOException {
    return start(folder, environment, "gateways/payara-micro-preboot.txt", List.of(), asRoot(war));
  }

  /** Starts it with another war, and with a store of the certificates that it trusts. */
  public static ServerProcess startTrusting(Path folder, Path war, Path trusted)
      throws IOException {
    return start(
        folder,
        Map.of(),
        PREBOOT,
        List.of(
            "-Djavax.net.ssl.trustStore=" + trusted,
            "-Djavax.net.ssl.trustStorePassword=" + KeyTool.PASSWORD),
        asRoot(war));
  }

  /** Starts it with another war and this configuration of logging. */
  public static ServerProcess startLogging(Path folder, Path war, Path logging) throws IOException {
    List<String> options = new ArrayList<>(List.of("--logproperties", logging.toString()));
    options.addAll(asRoot(war));
    return start(folder, Map.of(), PREBOOT, List.of(), options);
  }

  /** Starts it with another war, also over TLS, with the key {@code s1as} of a store. */
  public static ServerProcess startWithTls(Path folder, Path war, Path keys, int tlsPort)
      throws IOException {
    List<String> options = new ArrayList<>(asRoot(war));
    options.addAll(List.of("--sslport", Integer.toString(tlsPort)));
    return start(
        folder,
        Map.of(),
        "payara-micro-tls-preboot.txt",
        List.of(
            "-Djavax.net.ssl.keyStore=" + keys,
            "-Djavax.net.ssl.keyStorePassword=" + KeyTool.PASSWORD,
            "-Djavax.net.ssl.trustStore=" + keys,
            "-Djavax.net.ssl.trustStorePassword=" + KeyTool.PASSWORD),
        options);
  }

  /** Starts it with several, each under its name, deployed in this order. */
  public static ServerProcess start(Path folder, List<Path> wars, String... javaOptions)
      throws IOException {
    return start(
        folder,
        Map.of(),
        PREBOOT,
        List.of(javaOptions),
        wars.stream().flatMap(war -> Stream.of("--deploy", war.toString())).toList());
  }

  /** Starts it with several, after the commands of a file. */
  public static ServerProcess start(Path folder, List<Path> wars, Path preboot) throws IOException {
    return start(
        folder,
        Map.of(),
        preboot.toString(),
        List.of(),
        wars.stream().flatMap(war -> Stream.of("--deploy", war.toString())).toList());
  }

  /** Starts it with the demo and more options for the virtual machine and for the server. */
  public static ServerProcess startDemo(
      Path folder,
      Map<String, String> environment,
      String prebootFile,
      List<String> javaOptions,
      List<String> serverOptions)
      throws IOException {
    List<String> ofTheMachine = new ArrayList<>(javaOptions);
    ofTheMachine.add(System.getProperty("server.integration", "-Dgatepass.integration="));
    List<String> ofTheServer = new ArrayList<>(serverOptions);
    ofTheServer.addAll(asRoot(Path.of(System.getProperty("demo.war"))));
    return start(folder, environment, prebootFile, ofTheMachine, ofTheServer);
  }

  private static List<String> asRoot(Path war) {
    return List.of("--contextroot", "/", "--deploy", war.toString());
  }

  private static ServerProcess start(
      Path folder,
      Map<String, String> environment,
      String prebootFile,
      List<String> javaOptions,
      List<String> serverOptions)
      throws IOException {
    int port = Ports.free();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ServerProcess.JVM);
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", System.getProperty("server.home")));
    // With "--nocluster" too, Hazelcast starts after all, which listens on each address.
    command.add("--nohazelcast");
    command.addAll(
        List.of(
            "--prebootcommandfile",
            Path.of(System.getProperty("it.resources")).resolve(prebootFile).toString()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(serverOptions);
    return ServerProcess.start(folder, command, environment, port);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** {@code deploy/apache/basic.conf}: Apache httpd checks the passwords itself. */
class ApacheBasicIT extends GatewayProbes {
  private static final Path PROGRAM = Path.of("/usr/sbin/apache2");

  @Override
  Path program() {
    return PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    int plainPort = PayaraMicro.freePort();
    int tlsPort = PayaraMicro.freePort();
    Path sites = Files.createDirectory(folder.resolve("sites-enabled"));
    Gateway.copy(
        RECIPES.resolve("apache"),
        folder.resolve("copied"),
        Map.of(
            "<VirtualHost *:80>", "<VirtualHost 127.0.0.1:" + plainPort + ">",
            "<VirtualHost *:443>", "<VirtualHost 127.0.0.1:" + tlsPort + ">",
            "http://127.0.0.1:8080/", "http://127.0.0.1:" + applicationPort + "/"));
    Files.move(folder.resolve("copied").resolve("basic.conf"), sites.resolve("gatepass.conf"));
    Path gatepass =
        Files.move(folder.resolve("copied").resolve("gatepass"), folder.resolve("gatepass"));
    for (String file : List.of("certificate.pem", "certificate.key")) {
      Files.copy(folder.resolve(file), gatepass.resolve(file));
    }
    Files.writeString(
        gatepass.resolve("secret.conf"), "RequestHeader set X-Gateway-Secret \"" + SECRET + "\"\n");
    Files.writeString(gatepass.resolve(".htpasswd"), HTPASSWD);
    Path around = Path.of(System.getProperty("it.resources"), "gateways", "apache.conf");
    Path configuration =
        Files.writeString(
            folder.resolve("apache.conf"),
            Files.readString(around)
                .replace("Listen 80\n", "Listen 127.0.0.1:" + plainPort + "\n")
                .replace("Listen 443\n", "Listen 127.0.0.1:" + tlsPort + "\n"));
    // Started by root, httpd reads the password file as another user.
    Files.setPosixFilePermissions(folder.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
    return Gateway.start(
        folder,
        List.of(
            PROGRAM.toString(),
            "-DFOREGROUND",
            "-d",
            folder.toString(),
            "-f",
            configuration.toString()),
        plainPort,
        tlsPort);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The location of the library in an EAR. A server with one CDI container for a whole EAR mixes up
 * the beans of two WARs, so each check here stops the deployment with a message that names the
 * remedy.
 *
 * @param location the address of the library's jar
 */
public record EnterpriseArchive(String location) {
  private static final String REMEDY =
      ". In an EAR, one WAR has Gatepass, with its jars in WEB-INF/lib: deploy each further WAR by"
          + " itself or in an EAR of its own (docs/how-to/ears.md)";

  private static final Pattern IN_A_WAR = Pattern.compile("(.*)/([^/]+)/WEB-INF/.*");
  private static final Pattern IN_LIB = Pattern.compile("(.*)/lib/[^/]+");
  private static final Pattern WEB_URI = Pattern.compile("<(\\w+:)?web-uri[\\s>]");

  /** The location that this class was loaded from. */
  public static EnterpriseArchive ofThisLibrary() {
    CodeSource source = EnterpriseArchive.class.getProtectionDomain().getCodeSource();
    return new EnterpriseArchive(
        source == null || source.getLocation() == null ? "" : source.getLocation().toString());
  }

  /** The message for an EAR in which several WARs have the library. */
  public static String severalWars(String found) {
    return "Gatepass is in several WARs of one EAR, which this server mixes up: " + found + REMEDY;
  }

  /** The message for a WAR that the library can't protect. */
  public static String unprotected(String reason) {
    return "Gatepass can't protect this WAR: " + reason + REMEDY;
  }

  /**
   * Checks the location of the library.
   *
   * @param definition the class with the definition
   * @return the message for a wrong location; empty for a correct one
   */
  public Optional<String> misplaced(Class<?> definition) {
    if (definition.getClassLoader() != EnterpriseArchive.class.getClassLoader()) {
      return Optional.of(
          unprotected(
              "its jar is not in WEB-INF/lib of the WAR that holds " + definition.getName()));
    }
    Matcher inLib = IN_LIB.matcher(location());
    if (!IN_A_WAR.matcher(location()).matches()
        && inLib.matches()
        && isEar(inLib.group(1), false)) {
      return Optional.of(unprotected("its jar is in the lib folder of the EAR"));
    }
    return Optional.empty();
  }

  /** Whether the EAR has other WARs than the one with the library; false outside of an EAR. */
  public boolean hasOtherWars() {
    Matcher inAWar = IN_A_WAR.matcher(location());
    if (!inAWar.matches()) {
      return false;
    }
    String ear = inAWar.group(1);
    // GlassFish unpacks one.war of an EAR into the folder one_war.
    return isEar(ear, inAWar.group(2).endsWith("_war")) && countWars(ear) > 1;
  }

  private static boolean isEar(String folder, boolean holdsUnpackedWar) {
    // Liberty unpacks the lib folder of an EAR into a folder of this name.
    return folder.endsWith(".ear")
        || folder.endsWith("/.cache")
        || descriptor(folder).isPresent()
        || (holdsUnpackedWar
            && files(folder).map(files -> files.contains("META-INF")).orElse(false));
  }

  private static long countWars(String ear) {
    return descriptor(ear)
        .map(descriptor -> WEB_URI.matcher(descriptor).results().count())
        .orElseGet(
            () ->
                files(ear).orElse(List.of()).stream()
                    .filter(name -> name.matches(".*[._]war"))
                    .count());
  }

  private static Optional<String> descriptor(String folder) {
    try (InputStream in = url(folder + "/META-INF/application.xml").openStream()) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException none) {
      return Optional.empty();
    }
  }

  /** The names of the files in a folder; empty if the server does not expose them. */
  private static Optional<List<String>> files(String folder) {
    try {
      if (!folder.startsWith("file:")) {
        return virtualFiles(url(folder));
      }
      try (Stream<Path> files = Files.list(Path.of(URI.create(folder)))) {
        return Optional.of(files.map(file -> file.getFileName().toString()).toList());
      }
    } catch (IOException
        | IllegalArgumentException
        | FileSystemNotFoundException
        | ReflectiveOperationException unknown) {
      return Optional.empty();
    }
  }

  /** The names in a virtual folder of WildFly, which is not in the file system. */
  private static Optional<List<String>> virtualFiles(URL folder)
      throws IOException, ReflectiveOperationException {
    Object content = folder.getContent();
    Object children = content.getClass().getMethod("getChildren").invoke(content);
    return children instanceof List<?> list
        ? Optional.of(list.stream().map(EnterpriseArchive::lastName).toList())
        : Optional.empty();
  }

  private static String lastName(Object file) {
    String path = file.toString().replaceAll("[\"/]+$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @SuppressWarnings("deprecation") // The constructor that replaces it needs Java 20.
  private static URL url(String text) throws MalformedURLException {
    return new URL(text);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gatepass.benchmark.load.war.AskingModuleSecurity;
import org.gatepass.benchmark.load.war.AssertionSecurity;
import org.gatepass.benchmark.load.war.BareModule;
import org.gatepass.benchmark.load.war.BareModuleStart;
import org.gatepass.benchmark.load.war.ChangeServlet;
import org.gatepass.benchmark.load.war.ChangedServlet;
import org.gatepass.benchmark.load.war.FloorMechanism;
import org.gatepass.benchmark.load.war.HandWrittenFilter;
import org.gatepass.benchmark.load.war.LoadAccounts;
import org.gatepass.benchmark.load.war.LoadStore;
import org.gatepass.benchmark.load.war.MechanismSecurity;
import org.gatepass.benchmark.load.war.ModuleSecurity;
import org.gatepass.benchmark.load.war.OpenServlet;
import org.gatepass.benchmark.load.war.ProtectedServlet;
import org.gatepass.benchmark.load.war.SessionMechanismSecurity;
import org.gatepass.benchmark.load.war.SessionModuleSecurity;
import org.gatepass.benchmark.load.war.SoteriaSecurity;
import org.gatepass.benchmark.load.war.SpringSecurity;
import org.gatepass.benchmark.load.war.SpringStart;
import org.gatepass.benchmark.load.war.SqlServlet;

/** A war, under a context root of its name. */
enum Application {
  /** Gives the measurement access to the server's data source. */
  SQL("", SqlServlet.class),
  OPEN("", OpenServlet.class),
  FILTER("", OpenServlet.class, HandWrittenFilter.class),
  FLOOR("", ProtectedServlet.class, FloorMechanism.class),
  BARE("", ProtectedServlet.class, BareModule.class, BareModuleStart.class),
  MECHANISM(Libraries.MECHANISM, ProtectedServlet.class, MechanismSecurity.class, LoadStore.class),
  MODULE(Libraries.MECHANISM, ProtectedServlet.class, ModuleSecurity.class, LoadStore.class),
  ASSERTION_MODULE(
      Libraries.ASSERTION, ProtectedServlet.class, AssertionSecurity.class, LoadStore.class) {
    @Override
    Map<String, String> settings() {
      return Tokens.settings();
    }
  },
  ACCOUNTS_MECHANISM(
      Libraries.STORE, ProtectedServlet.class, MechanismSecurity.class, LoadAccounts.class),
  ACCOUNTS_MODULE(
      Libraries.STORE, ProtectedServlet.class, ModuleSecurity.class, LoadAccounts.class),
  SESSION_MECHANISM(
      Libraries.STORE, ProtectedServlet.class, SessionMechanismSecurity.class, LoadAccounts.class),
  SESSION_MODULE(
      Libraries.STORE, ProtectedServlet.class, SessionModuleSecurity.class, LoadAccounts.class),
  ASKING_MODULE(
      Libraries.STORE, ProtectedServlet.class, AskingModuleSecurity.class, LoadAccounts.class),
  /** Shows what an account contains, and changes accounts through the library. */
  CHANGES_MODULE(
      Libraries.STORE,
      ChangedServlet.class,
      ChangeServlet.class,
      ModuleSecurity.class,
      LoadAccounts.class),
  SPRING(Libraries.SPRING, OpenServlet.class, SpringSecurity.class, SpringStart.class),
  SOTERIA("", ProtectedServlet.class, SoteriaSecurity.class);

  private static final String PERSISTENCE =
      """
      <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
        <persistence-unit name="load" transaction-type="JTA">
          <jta-data-source>java:comp/DefaultDataSource</jta-data-source>
          <class>org.gatepass.store.UserAccount</class>
          <class>org.gatepass.store.AccountRevision</class>
          <class>org.gatepass.store.AccountChange</class>
          <exclude-unlisted-classes>true</exclude-unlisted-classes>
        </persistence-unit>
      </persistence>
      """;

  private final String libraries;

  @SuppressWarnings("ImmutableEnumChecker") // It is: List.of made it.
  private final List<Class<?>> classes;

  Application(String libraries, Class<?>... classes) {
    this.libraries = libraries;
    this.classes = List.of(classes);
  }

  /** Patterns of the names of the libraries that an application brings. */
  private static final class Libraries {
    static final String MECHANISM = "gatepass-mechanism-.*";
    static final String ASSERTION = "(gatepass-(mechanism|assertion)|nimbus-jose-jwt)-.*";
    static final String STORE = "(gatepass|bcprov|caffeine)-.*";
    static final String SPRING = "(spring|micrometer)-.*";
  }

  /** The context root, without the slash. */
  String root() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean hasAccounts() {
    return libraries.equals(Libraries.STORE);
  }

  boolean goesThroughTheModule() {
    return name().endsWith("MODULE");
  }

  /** The settings of a run, in addition to those of the definition. */
  Map<String, String> settings() {
    return Map.of();
  }

  private String properties() throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings());
    StringWriter text = new StringWriter();
    properties.store(text, null);
    return text.toString();
  }

  /** Writes the war into a folder. */
  Path war(Path folder) throws IOException {
    Path war = folder.resolve(root() + ".war");
    try (OutputStream file = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      add(zip, "WEB-INF/beans.xml", "<beans bean-discovery-mode=\"annotated\"/>");
      if (!settings().isEmpty()) {
        add(zip, "WEB-INF/classes/META-INF/microprofile-config.properties", properties());
      }
      if (hasAccounts()) {
        add(zip, "WEB-INF/classes/META-INF/persistence.xml", PERSISTENCE);
      }
      for (Class<?> type : classes) {
        addClass(zip, type);
      }
      if (classes.contains(OpenServlet.class) || classes.contains(ProtectedServlet.class)) {
        addClass(zip, OpenServlet.class.getSuperclass());
      }
      for (Path library : libraries()) {
        add(zip, "WEB-INF/lib/" + library.getFileName(), Files.readAllBytes(library));
      }
    }
    return war;
  }

  /** Adds a class and those within it. */
  private static void addClass(ZipOutputStream zip, Class<?> type) throws IOException {
    Path compiled = Path.of("benchmarks/target/classes", type.getPackageName().split("[.]"));
    String pattern = type.getSimpleName() + "{.class,$*.class}";
    try (DirectoryStream<Path> files = Files.newDirectoryStream(compiled, pattern)) {
      for (Path file : files) {
        String folder = "WEB-INF/classes/" + type.getPackageName().replace('.', '/') + "/";
        add(zip, folder + file.getFileName(), Files.readAllBytes(file));
      }
    }
  }

  private List<Path> libraries() {
    return onClassPath(libraries);
  }

  /** The libraries of this program whose names match. */
  static List<Path> onClassPath(String pattern) {
    Pattern names = Pattern.compile(pattern);
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> names.matcher(path.getFileName().toString()).matches())
        .toList();
  }

  private static void add(ZipOutputStream zip, String name, String content) throws IOException {
    add(zip, name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}

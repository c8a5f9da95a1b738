// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatepass.it.app.server.LeavesNothing;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The applications that the tests deploy. */
public final class Wars {
  private static final File DEMO = new File(System.getProperty("demo.war"));

  private Wars() {}

  /** The demo as it was built, with settings in a file of MicroProfile Config. */
  public static WebArchive demo(Map<String, String> settings) {
    return ShrinkWrap.create(ZipImporter.class, nameOfDemo())
        .importFrom(DEMO)
        .as(WebArchive.class)
        .addClass(LeavesNothing.class)
        .addAsResource(
            new StringAsset(
                settings.entrySet().stream()
                    .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                    .collect(Collectors.joining())),
            "META-INF/microprofile-config.properties");
  }

  /** The demo with sessions that nodes share. */
  public static WebArchive distributableDemo() throws IOException {
    WebArchive demo = demo(Map.of());
    try (InputStream descriptor = demo.get("/WEB-INF/web.xml").getAsset().openStream()) {
      String text = new String(descriptor.readAllBytes(), StandardCharsets.UTF_8);
      return demo.setWebXML(
          new StringAsset(text.replace("</web-app>", "<distributable/></web-app>")));
    }
  }

  /** On TomEE the context root is the file's name; on the others the demo configures "/". */
  private static String nameOfDemo() {
    return System.getProperty("server.profile").equals("tomee") ? "ROOT.war" : DEMO.getName();
  }

  /** A war with some classes, and the libraries that the demo brings. */
  public static WebArchive small(String name, Class<?>... classes) {
    return with("gatepass|bcprov|caffeine", name, classes);
  }

  /** A war with some classes that has stores of its own. */
  public static WebArchive mechanismAlone(String name, Class<?>... classes) {
    return with("gatepass-mechanism", name, classes);
  }

  /** The mechanism's jar, by its name. */
  public static Map<String, Asset> mechanism() {
    Map<String, Asset> found = new HashMap<>();
    ShrinkWrap.createFromZipFile(WebArchive.class, DEMO)
        .getContent(path -> path.get().matches("/WEB-INF/lib/gatepass-mechanism-.*[.]jar"))
        .forEach((path, node) -> found.put(path.get().replaceAll(".*/", ""), node.getAsset()));
    return found;
  }

  private static WebArchive with(String libraries, String name, Class<?>... classes) {
    WebArchive small = withoutLibrary(name, classes);
    ShrinkWrap.createFromZipFile(WebArchive.class, DEMO)
        .getContent(path -> path.get().matches("/WEB-INF/lib/(" + libraries + ")-.*[.]jar"))
        .forEach((path, node) -> small.add(node.getAsset(), path));
    return small;
  }

  /** The same without a JAR file of the library. */
  public static WebArchive withoutLibrary(String name, Class<?>... classes) {
    return ShrinkWrap.create(WebArchive.class, name)
        .addClasses(classes)
        .addClass(LeavesNothing.class)
        .addAsWebInfResource(
            new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml")
        .addAsManifestResource("servlets/context.xml", "context.xml")
        .setWebXML("small-web.xml");
  }

  /** The same with accounts of its own, in tables that are made for it. */
  public static WebArchive withAccounts(String name, Class<?>... classes) {
    return small(name, classes).addAsResource("small-persistence.xml", "META-INF/persistence.xml");
  }

  /** The same with the WebSocket of the demo. */
  public static WebArchive withAccountsAndTheDemosSocket(String name, Class<?>... classes) {
    WebArchive war = withAccounts(name, classes);
    ShrinkWrap.createFromZipFile(WebArchive.class, DEMO)
        .getContent(path -> path.get().matches("/WEB-INF/classes/org/gatepass/demo/live/.*class"))
        .forEach((path, node) -> war.add(node.getAsset(), path));
    return war;
  }

  /** The jar that a class comes from. */
  public static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  /** The same with entities of its own, in tables and with rows that scripts make. */
  public static WebArchive withOwnEntity(String name, Class<?>... classes) {
    return small(name + ".war", classes)
        .addAsResource(name + "-persistence.xml", "META-INF/persistence.xml")
        .addAsResource(name + "-tables.sql", "META-INF/tables.sql")
        .addAsResource(name + "-rows.sql", "META-INF/rows.sql");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnterpriseArchiveTest {
  @TempDir Path folder;

  private EnterpriseArchive jarIn(String place) throws IOException {
    Path jar = folder.resolve(place).resolve("gatepass-mechanism.jar");
    Files.createDirectories(jar.getParent());
    return new EnterpriseArchive(jar.toUri().toString());
  }

  private void descriptor(String ear, String... wars) throws IOException {
    StringBuilder modules = new StringBuilder("<application>");
    for (String war : wars) {
      modules.append("<module><web><web-uri>" + war + "</web-uri></web></module>");
    }
    Path file = folder.resolve(ear).resolve("META-INF/application.xml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, modules.append("</application>"));
  }

  @Test
  void takesAJarInAWar() throws IOException {
    EnterpriseArchive archive = jarIn("applications/app/WEB-INF/lib");

    assertThat(archive.misplaced(EnterpriseArchive.class)).isEmpty();
    assertThat(archive.hasOtherWars()).isFalse();
  }

  @Test
  void takesAJarInNoArchive() throws IOException {
    EnterpriseArchive archive = jarIn("repository/lib");

    assertThat(archive.misplaced(EnterpriseArchive.class)).isEmpty();
    assertThat(archive.hasOtherWars()).isFalse();
    assertThat(new EnterpriseArchive("").misplaced(EnterpriseArchive.class)).isEmpty();
  }

  @Test
  void takesNoJarInTheLibFolderOfAnEar() throws IOException {
    descriptor("applications/shop", "one.war");

    assertThat(jarIn("applications/shop/lib").misplaced(EnterpriseArchive.class).orElseThrow())
        .startsWith("Gatepass can't protect this WAR: its jar is in the lib folder of the EAR. ")
        .endsWith(" (docs/how-to/ears.md)");
    assertThat(jarIn("deployments/shop.ear/lib").misplaced(EnterpriseArchive.class)).isPresent();
  }

  @Test
  void takesNoJarOfAnotherLoaderThanTheDefinitions() throws IOException {
    assertThat(jarIn("applications/app/WEB-INF/lib").misplaced(String.class).orElseThrow())
        .contains("its jar is not in WEB-INF/lib of the WAR that holds java.lang.String");
  }

  @Test
  void countsTheWarsOfTheDescriptor() throws IOException {
    descriptor("applications/one", "one.war");
    descriptor("applications/two", "one.war", "two.war");

    assertThat(jarIn("applications/one/one_war/WEB-INF/lib").hasOtherWars()).isFalse();
    assertThat(jarIn("applications/two/one_war/WEB-INF/lib").hasOtherWars()).isTrue();
  }

  @Test
  void countsTheWarsInTheFolderWhereThereIsNoDescriptor() throws IOException {
    Files.createDirectories(folder.resolve("applications/shop/META-INF"));
    EnterpriseArchive archive = jarIn("applications/shop/one_war/WEB-INF/lib");
    assertThat(archive.hasOtherWars()).isFalse();

    Files.createDirectories(folder.resolve("applications/shop/two_war"));
    assertThat(archive.hasOtherWars()).isTrue();

    Files.createDirectories(folder.resolve("deployments/shop.ear/two.war"));
    assertThat(jarIn("deployments/shop.ear/one.war/WEB-INF/lib").hasOtherWars()).isTrue();
  }

  @Test
  void countsNoOtherApplicationsForAWarAlone() throws IOException {
    Files.createDirectories(folder.resolve("applications/other_war"));

    assertThat(jarIn("applications/my_war/WEB-INF/lib").hasOtherWars()).isFalse();
  }
}

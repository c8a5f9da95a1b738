// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.gatepass.store.AccountChange;
import org.gatepass.store.AccountRevision;
import org.gatepass.store.EndedLogin;
import org.gatepass.store.UserAccount;

/**
 * The persistence units that an application declares, reduced to what a check without a database
 * needs.
 *
 * @param units the units of all {@code META-INF/persistence.xml}
 */
record PersistenceXml(List<Unit> units) {
  /**
   * One unit.
   *
   * @param name its name
   * @param classes the classes that it names
   * @param hasOtherSources whether it takes classes from jar or mapping files
   */
  record Unit(String name, Set<String> classes, boolean hasOtherSources) {}

  /**
   * Reads the files that a class loader finds. The persistence provider reports an unreadable file.
   */
  static PersistenceXml of(ClassLoader loader) {
    List<Unit> units = new ArrayList<>();
    try {
      for (URL file : Collections.list(loader.getResources("META-INF/persistence.xml"))) {
        try (InputStream in = file.openStream()) {
          units.addAll(read(in));
        }
      }
    } catch (IOException | XMLStreamException unreadable) {
      return new PersistenceXml(List.of());
    }
    return new PersistenceXml(List.copyOf(units));
  }

  static List<Unit> read(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader xml = factory.createXMLStreamReader(in);
    List<Unit> units = new ArrayList<>();
    String name = "";
    Set<String> classes = new TreeSet<>();
    boolean others = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "persistence-unit" -> {
            name = String.valueOf(xml.getAttributeValue(null, "name"));
            classes = new TreeSet<>();
            others = false;
          }
          case "class" -> classes.add(xml.getElementText().strip());
          case "jar-file", "mapping-file" -> others = true;
          default -> {}
        }
      } else if (event == XMLStreamConstants.END_ELEMENT
          && xml.getLocalName().equals("persistence-unit")) {
        units.add(new Unit(name, classes, others));
      }
    }
    return units;
  }

  /**
   * The problem of a unit that lacks the entity {@link UserAccount}; empty for any other unit. A
   * provider finds entities only in the archive of the unit, unless the unit names them.
   *
   * @param name the unit's name
   */
  Optional<String> problem(String name) {
    return units.stream()
        .filter(unit -> unit.name().equals(name))
        .filter(unit -> !unit.hasOtherSources())
        .filter(unit -> !unit.classes().contains(UserAccount.class.getName()))
        .findFirst()
        .map(
            unit ->
                "The persistence unit "
                    + name
                    + " lacks "
                    + UserAccount.class.getName()
                    + ", the entity of the accounts: name that class, "
                    + AccountRevision.class.getName()
                    + ", "
                    + AccountChange.class.getName()
                    + " and "
                    + EndedLogin.class.getName()
                    + " in persistence.xml, and run the migrations V1__accounts.sql,"
                    + " V2__revision.sql, V3__changes.sql, V4__ended_logins.sql,"
                    + " V5__password_change.sql, V6__stable_ids.sql and"
                    + " V7__account_states.sql");
  }
}

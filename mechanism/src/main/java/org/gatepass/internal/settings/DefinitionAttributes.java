// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/**
 * Reads the attributes of a definition by the names of their keys: {@code trusted-proxies} is the
 * key of {@code trustedProxies}. By reflection, because linking a method reference for each
 * attribute took a third of the time to read the settings.
 */
final class DefinitionAttributes {
  private static final String TWIN_SUFFIX = "Expression";

  private static final Map<String, Method> ATTRIBUTES = new HashMap<>();

  static {
    for (Method attribute :
        RemoteUserAuthenticationMechanismDefinition.class.getDeclaredMethods()) {
      ATTRIBUTES.put(attribute.getName(), attribute);
    }
  }

  private DefinitionAttributes() {}

  /**
   * The text of an attribute. Its twin that takes an expression wins over the attribute, unless it
   * is blank.
   *
   * @param key the key without its prefix, such as {@code trusted-proxies}
   * @return the text; blank if the attribute is not set. A number whose default is 0 is not set if
   *     it is 0
   * @throws IllegalArgumentException if the key has no attribute
   */
  static String text(RemoteUserAuthenticationMechanismDefinition definition, String key) {
    String name = camelCase(key);
    Method attribute = ATTRIBUTES.get(name);
    if (attribute == null) {
      throw new IllegalArgumentException(key + " has no attribute");
    }
    Method twin = ATTRIBUTES.get(name + TWIN_SUFFIX);
    String expression = twin == null ? "" : value(definition, twin).toString().strip();
    if (!expression.isEmpty()) {
      return expression;
    }
    Object value = value(definition, attribute);
    return isUnset(attribute, value) ? "" : value.toString().strip();
  }

  private static boolean isUnset(Method attribute, Object value) {
    Object byDefault = attribute.getDefaultValue();
    return Integer.valueOf(0).equals(byDefault) && value.equals(byDefault);
  }

  private static Object value(
      RemoteUserAuthenticationMechanismDefinition definition, Method attribute) {
    try {
      return attribute.invoke(definition);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(attribute.getName() + " can't be read", e);
    }
  }

  private static String camelCase(String key) {
    StringBuilder name = new StringBuilder();
    for (String word : key.split("-", -1)) {
      name.append(name.isEmpty() ? word.charAt(0) : Character.toUpperCase(word.charAt(0)))
          .append(word, 1, word.length());
    }
    return name.toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.inject.Qualifier;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The qualifiers of a definition's mechanism, by which a handler of the application selects it.
 * Such handlers require Jakarta Security 4.0. Immutable.
 */
final class MechanismQualifiers {
  private final List<Annotation> annotations;
  private final List<String> problems;

  private MechanismQualifiers(List<Annotation> annotations, List<String> problems) {
    this.annotations = List.copyOf(annotations);
    this.problems = List.copyOf(problems);
  }

  /**
   * Reads the qualifiers of a definition.
   *
   * @param classes the attribute's value
   * @param handlerThere whether the server supports handlers that select a mechanism
   */
  static MechanismQualifiers of(Class<?>[] classes, boolean handlerThere) {
    List<Annotation> annotations = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Class<?> type : new LinkedHashSet<>(List.of(classes))) {
      if (!type.isAnnotationPresent(Qualifier.class)) {
        problems.add(type.getName() + " is not a qualifier: it lacks @Qualifier");
      } else if (type.getDeclaredMethods().length > 0) {
        problems.add(type.getName() + " has members, which are not supported here");
      } else {
        annotations.add(marker(type));
      }
    }
    if (classes.length > 0 && !handlerThere) {
      problems.add(
          "this server's Jakarta Security is older than 4.0, which does not support qualifiers of"
              + " mechanisms: remove them");
    }
    return new MechanismQualifiers(annotations, problems);
  }

  /**
   * The qualifiers of the mechanism's bean; without any, injection without a qualifier finds it.
   */
  List<Annotation> annotations() {
    return annotations;
  }

  /** The messages for the developer; empty if the qualifiers are valid. */
  List<String> problems() {
    return problems.stream()
        .map(problem -> "@RemoteUserAuthenticationMechanismDefinition: qualifiers: " + problem)
        .toList();
  }

  private static Annotation marker(Class<?> type) {
    return (Annotation)
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Marker(type));
  }

  /** Implements {@link Annotation} for a type without members. */
  private record Marker(Class<?> type) implements InvocationHandler {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      return switch (method.getName()) {
        case "annotationType" -> type;
        case "equals" -> type.isInstance(arguments[0]);
        case "hashCode" -> 0;
        default -> "@" + type.getName();
      };
    }
  }
}

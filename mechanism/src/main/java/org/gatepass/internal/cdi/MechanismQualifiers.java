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
 * The qualifiers that a definition gives its mechanism: by them a handler of the application tells
 * it from others. Jakarta Security knows such handlers from 4.0 on. Immutable.
 */
final class MechanismQualifiers {
  private final List<Annotation> annotations;
  private final List<String> problems;

  private MechanismQualifiers(List<Annotation> annotations, List<String> problems) {
    this.annotations = List.copyOf(annotations);
    this.problems = List.copyOf(problems);
  }

  /**
   * Reads what the definition says.
   *
   * @param classes the attribute's value
   * @param handlerThere whether the server has handlers that choose a mechanism
   */
  static MechanismQualifiers of(Class<?>[] classes, boolean handlerThere) {
    List<Annotation> annotations = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Class<?> type : new LinkedHashSet<>(List.of(classes))) {
      if (!type.isAnnotationPresent(Qualifier.class)) {
        problems.add(type.getName() + " is no qualifier: it lacks @Qualifier");
      } else if (type.getDeclaredMethods().length > 0) {
        problems.add(type.getName() + " has members, and nothing here can give them values");
      } else {
        annotations.add(marker(type));
      }
    }
    if (classes.length > 0 && !handlerThere) {
      problems.add(
          "this server's Jakarta Security is older than 4.0 and finds no mechanism that has any:"
              + " leave them out");
    }
    return new MechanismQualifiers(annotations, problems);
  }

  /** What the mechanism's bean gets; without any it is found by plain injection. */
  List<Annotation> annotations() {
    return annotations;
  }

  /** What to tell the developer; empty when all is well. */
  List<String> problems() {
    return problems.stream()
        .map(problem -> "@RemoteUserAuthenticationMechanismDefinition: qualifiers: " + problem)
        .toList();
  }

  private static Annotation marker(Class<?> type) {
    return (Annotation)
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Marker(type));
  }

  /** Answers as {@link Annotation} asks of one that has no members. */
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

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Set;

/** Beans with a class and types, and without instances. */
public final class BeanStub {
  private BeanStub() {}

  /** Returns a bean of the class with the types, without instances. */
  public static Bean<?> of(Class<?> beanClass, Type... types) {
    return (Bean<?>)
        Proxy.newProxyInstance(
            Bean.class.getClassLoader(),
            new Class<?>[] {Bean.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getBeanClass" -> beanClass;
                  case "getTypes" -> Set.of(types);
                  case "getQualifiers" -> Set.of(Default.Literal.INSTANCE);
                  case "hashCode" -> beanClass.hashCode();
                  case "equals" -> proxy == arguments[0];
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}

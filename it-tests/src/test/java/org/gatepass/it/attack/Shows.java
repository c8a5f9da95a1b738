// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The attacks that a test covers. {@link AttackCount} counts them. */
@ExtendWith(AttackCount.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Shows {
  Attack[] value();
}

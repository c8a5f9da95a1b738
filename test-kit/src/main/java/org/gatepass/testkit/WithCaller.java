// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The caller of a test with Arquillian, or of all tests of a class. The annotation of a method
 * overrides that of its class.
 *
 * <p>If the class or a method of it has this annotation, the address of a {@link CallerGateway}
 * replaces that of each deployment of the class, also in {@code @ArquillianResource URL}. A test in
 * the container runs in a request of the caller. The application must trust the address of the
 * tests. It authenticates the caller as in production.
 *
 * <pre>
 * &#064;Test
 * &#064;WithCaller(value = "alice", groups = "user")
 * void showsTheNotesOfItsCaller(&#064;ArquillianResource URL base) {
 * </pre>
 *
 * <p>The extension {@code gatepass} in {@code arquillian.xml} has the names of the headers as
 * properties: {@code callerHeader} ({@code remote-user} by default), {@code groupsHeader}, {@code
 * groupsSeparator}, {@code secretHeader} and {@code secret}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface WithCaller {
  /**
   * The caller's name.
   *
   * @return a caller name; empty: the requests are anonymous
   */
  String value();

  /**
   * The groups that the gateway sends with the name. They need {@code groupsHeader} in {@code
   * arquillian.xml}, and {@code gatepass.groups-mapping} in the application.
   *
   * @return the groups; none by default
   */
  String[] groups() default {};
}

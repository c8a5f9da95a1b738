// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.net.URL;
import org.gatepass.it.answers.AnswersSecurity;
import org.gatepass.it.answers.CalledServlet;
import org.gatepass.it.answers.ProtectedCalledServlet;
import org.gatepass.it.servlets.MemoryStore;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Gatepass's own answers. */
@ArquillianTest
class AnswersIT implements AnswerCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone("answers.war", classes());
  }

  /** The application. */
  static Class<?>[] classes() {
    return new Class<?>[] {
      AnswersSecurity.class,
      CalledServlet.class,
      ProtectedCalledServlet.class,
      MemoryStore.class,
      MemoryStore.Account.class
    };
  }

  @Override
  public Http http() {
    return Http.to(base, "/answers");
  }
}

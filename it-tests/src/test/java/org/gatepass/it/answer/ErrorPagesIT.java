// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answer;

import java.net.URL;
import org.gatepass.it.app.answers.ErrorPageServlet;
import org.gatepass.it.app.answers.FilesFilter;
import org.gatepass.it.app.answers.ProtectedErrorPageServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application's error pages for Gatepass's answers. */
@ArquillianTest
class ErrorPagesIT implements ErrorPageCases, FilteredCacheCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return CacheCases.withFiles(Wars.mechanismAlone("error-pages.war", AnswersIT.classes()))
        .addClasses(classes())
        .setWebXML("error-pages-web.xml");
  }

  /** The classes that this application adds to those of {@link AnswersIT}. */
  static Class<?>[] classes() {
    return new Class<?>[] {
      ErrorPageServlet.class, ProtectedErrorPageServlet.class, FilesFilter.class
    };
  }

  @Override
  public Http http() {
    return Http.to(base, "/error-pages");
  }
}

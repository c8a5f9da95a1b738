// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import java.net.URL;
import org.gatepass.it.app.owned.CostServlet;
import org.gatepass.it.app.owned.InjectedSession;
import org.gatepass.it.app.owned.Note;
import org.gatepass.it.app.owned.OwnedSecurity;
import org.gatepass.it.app.owned.ProtectedSessionServlet;
import org.gatepass.it.app.owned.SessionServlet;
import org.gatepass.it.app.owned.SessionSocket;
import org.gatepass.it.app.owned.SocketCloser;
import org.gatepass.it.app.owned.Talk;
import org.gatepass.it.app.server.DispatchingThread;
import org.gatepass.it.app.servlets.MemoryStore;
import org.gatepass.it.app.small.LoginServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/** A session belongs to one caller, where each request is authenticated again. */
@ArquillianTest
@Tag("core")
class OwnSessionIT implements OwnSessionCases, OwnSessionDefaultCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone("owned.war", OwnedSecurity.class)
        .addClasses(classes())
        .setWebXML("owned-web.xml");
  }

  /** The application, but for its definition. */
  static Class<?>[] classes() {
    return new Class<?>[] {
      MemoryStore.class,
      MemoryStore.Account.class,
      SessionServlet.class,
      ProtectedSessionServlet.class,
      SessionSocket.class,
      SessionSocket.Handshake.class,
      SocketCloser.class,
      Note.class,
      Talk.class,
      InjectedSession.class,
      CostServlet.class,
      LoginServlet.class,
      DispatchingThread.class
    };
  }

  @Override
  public Http http() {
    return Http.to(base, "/owned");
  }
}

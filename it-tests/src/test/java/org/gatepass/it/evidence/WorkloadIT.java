// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import java.net.URL;
import org.gatepass.it.app.certified.WorkloadSecurity;
import org.gatepass.it.attack.AttackCount;
import org.gatepass.it.client.Http;
import org.gatepass.it.header.HeaderOnlyIT;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** Callers named by a SPIFFE id in {@code x-forwarded-client-cert}. */
@ArquillianTest
@ExtendWith(AttackCount.class)
class WorkloadIT implements WorkloadCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone("workload.war", WorkloadSecurity.class)
        .addClasses(HeaderOnlyIT.classes())
        .setWebXML("header-only-web.xml");
  }

  @Override
  public Http http() {
    return Http.to(base, "/workload");
  }
}

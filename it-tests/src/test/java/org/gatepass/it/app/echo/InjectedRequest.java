// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/** The request as CDI injects it. */
@RequestScoped
public class InjectedRequest {
  @Inject HttpServletRequest request;

  String echo() {
    return Seen.headers("injected", request);
  }
}

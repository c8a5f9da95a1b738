// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.inject.Named;
import java.util.concurrent.Future;

/** An asynchronous method of an enterprise bean. */
@Named("asynchronous")
@Stateless
@PermitAll
public class AsynchronousRunner implements Runner {
  @Override
  @Asynchronous
  public Future<String> run(Look look) {
    return new AsyncResult<>(Looks.attempt(look));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.settings.SettingsReader;
import org.junit.jupiter.api.Test;

class AttemptTest {
  @RemoteUserAuthenticationMechanismDefinition(trustedProxies = "10.1.2.3")
  private static final class Plain {}

  private final FakeRequest received = new FakeRequest();

  private static HttpServletRequest judged(HttpServletRequest request) {
    return Attempt.unwrapped(request, true, null).request();
  }

  @Test
  void looksThroughWhatFiltersHavePutAroundTheRequest() {
    assertThat(judged(new HttpServletRequestWrapper(new HttpServletRequestWrapper(received))))
        .isNotInstanceOf(FakeRequest.class)
        .isSameAs(judged(received));
  }

  @Test
  void takesWhatTheGuardHasSeenWhereTheApplicationShowsNoWrapper() {
    MechanismSettings settings =
        SettingsReader.atDeployment(
                Plain.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
            .atStart(name -> Optional.empty());
    TrustReporter.register(received, settings);
    HttpServletRequest stranger =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> method.invoke(received, arguments));

    assertThat(judged(stranger)).isSameAs(judged(received));
  }
}

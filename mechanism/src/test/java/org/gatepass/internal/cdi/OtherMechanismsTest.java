// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatepass.internal.store.BeanStub;
import org.junit.jupiter.api.Test;

class OtherMechanismsTest {
  private static class Own implements HttpAuthenticationMechanism {
    @Override
    public AuthenticationStatus validateRequest(
        HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
      return AuthenticationStatus.NOT_DONE;
    }
  }

  private static final class MyJWTMechanism extends Own {}

  private static String conflict(Bean<?> bean) {
    OtherMechanisms mechanisms = new OtherMechanisms();
    mechanisms.add(bean);
    return mechanisms.conflict().orElseThrow();
  }

  @Test
  void areNamedByTheClassOfTheApplication() {
    assertThat(
            conflict(
                BeanStub.of(Own.class, Object.class, HttpAuthenticationMechanism.class, Own.class)))
        .contains(
            "the application has another HttpAuthenticationMechanism, "
                + Own.class.getName()
                + ", and Jakarta Security 3.0 supports one");
  }

  /** As Payara adds that of MicroProfile JWT. */
  @Test
  void areNamedByTheirTypeWhereTheClassOfTheBeanIsTheInterface() {
    assertThat(
            conflict(
                BeanStub.of(
                    HttpAuthenticationMechanism.class,
                    HttpAuthenticationMechanism.class,
                    MyJWTMechanism.class)))
        .contains(
            "the application has another HttpAuthenticationMechanism, "
                + MyJWTMechanism.class.getName()
                + " (of @LoginConfig,");
  }

  @Test
  void stopTheStartWithAHandlerOnlyIfTheServerAddsThatOfMicroProfileJwt() {
    OtherMechanisms ofTheServer = new OtherMechanisms();
    ofTheServer.add(
        BeanStub.of(
            HttpAuthenticationMechanism.class,
            HttpAuthenticationMechanism.class,
            MyJWTMechanism.class));
    OtherMechanisms ofTheApplication = new OtherMechanisms();
    ofTheApplication.add(
        BeanStub.of(MyJWTMechanism.class, HttpAuthenticationMechanism.class, MyJWTMechanism.class));
    OtherMechanisms definition = new OtherMechanisms();
    definition.add(
        BeanStub.of(
            HttpAuthenticationMechanism.class, HttpAuthenticationMechanism.class, Own.class));

    assertThat(ofTheServer.conflict(true).orElseThrow())
        .contains("(of @LoginConfig, MicroProfile JWT), and the server cannot choose");
    assertThat(ofTheApplication.conflict(true)).isEmpty();
    assertThat(definition.conflict(true)).isEmpty();
    assertThat(definition.conflict(false)).isPresent();
  }

  @Test
  void areCalledWhatTheyMayBeWhereNothingNamesThem() {
    assertThat(
            conflict(
                BeanStub.of(HttpAuthenticationMechanism.class, HttpAuthenticationMechanism.class)))
        .contains("(of @LoginConfig, MicroProfile JWT, or of a definition such as");
  }
}

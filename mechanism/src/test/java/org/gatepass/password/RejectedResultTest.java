// SPDX-License-Identifier: Apache-2.0
package org.gatepass.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import org.gatepass.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RejectedResultTest {
  @Test
  void isInvalidForCodeThatReadsOnlyTheStatus() {
    CredentialValidationResult result = new RejectedResult(Rejection.PASSWORD_CHANGE_REQUIRED);

    assertThat(result.getStatus()).isSameAs(Status.INVALID);
    assertThat(result.getCallerPrincipal()).isNull();
    assertThat(result.getCallerGroups()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "LOCKED_CALLER",
        "EXPIRED_CALLER",
        "PASSWORD_CHANGE_REQUIRED",
        "PASSWORD_EXPIRED",
        "NO_SUCH_LOGIN"
      })
  void hasTheReasonOfTheStore(Rejection reason) {
    assertThat(new RejectedResult(reason).reason()).isSameAs(reason);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "LOCKED_CALLER",
        "EXPIRED_CALLER",
        "PASSWORD_CHANGE_REQUIRED",
        "PASSWORD_EXPIRED",
        "NO_SUCH_LOGIN"
      })
  void takesNoReasonThatAnotherPartDecides(Rejection reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RejectedResult(reason))
        .withMessageContaining(reason.name());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

/** Lines that Apache's own {@code htpasswd} 2.4 wrote, and the passwords that it was given. */
final class Fixtures {
  /** {@code htpasswd -bB -C 5 f alice alice-pw-1}. */
  static final String ALICE = "alice:$2y$05$hwp3cmF0qeCuh5eZgGKjmuRXAcp8AauzgZK1j1xAv9MLvLua00IBe";

  static final String ALICE_PASSWORD = "alice-pw-1";

  /** {@code htpasswd -bm f bob bob-pw-1}. */
  static final String BOB = "bob:$apr1$trRPHEds$J5iaHTm8RKCgOED9dC5dL/";

  static final String BOB_PASSWORD = "bob-pw-1";

  /** {@code htpasswd -bB -C 5 f jürgen 'pass wörd:1'}. */
  static final String JUERGEN =
      "jürgen:$2y$05$PSTQczCeY70pprcTTCjAyes3kP21OdLz6OmE97Z1/34SdvTVy3U72";

  static final String JUERGEN_PASSWORD = "pass wörd:1";

  /** {@code htpasswd -bm f carol 'cärol:pw'}. */
  static final String CAROL = "carol:$apr1$vWy0hKjv$eaT73kPWsdamjUE3RxuTs.";

  static final String CAROL_PASSWORD = "cärol:pw";

  /** {@code htpasswd -bB -C 4 f long} and 80 times x. */
  static final String LONG = "long:$2y$04$EkNLhDdEyK4Hgg02XXgcTuUOwawcTWKLf87OG5esA2X8DBatCjh1O";

  private Fixtures() {}
}

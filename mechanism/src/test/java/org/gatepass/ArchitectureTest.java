// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** What may know of what. */
@AnalyzeClasses(packages = "org.gatepass", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule trustIsPureJava =
      noClasses()
          .that()
          .resideInAPackage("org.gatepass.trust")
          .should()
          .dependOnClassesThat(
              not(
                  resideInAnyPackage("java..", "javax.security.auth.x500", "org.jspecify..")
                      .or(resideInAnyPackage("org.gatepass.trust"))
                      .or(equivalentTo(Refusal.class))));

  @ArchTest
  static final ArchRule trustNeitherLogsNorReadsAClockNorAsksTheNetwork =
      noClasses()
          .that()
          .resideInAPackage("org.gatepass.trust")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.time..", "java.net..", "java.util.logging..")
                  .or(equivalentTo(System.Logger.class))
                  .or(equivalentTo(System.class)));

  @ArchTest
  static final ArchRule theApiKnowsNothingOfWhatIsBehindIt =
      noClasses()
          .that()
          .resideInAPackage("org.gatepass")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.gatepass.trust..", "org.gatepass.settings..", "org.gatepass.mechanism.."));

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().assignedFrom(packages()).should().beFreeOfCycles();

  /** Takes the root package for a slice as well, which a pattern would leave out. */
  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        return SliceIdentifier.of(javaClass.getPackageName());
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }
}

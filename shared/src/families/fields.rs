//! The fields of a family's file: what an organisation may ask of whom, and of what kind the answer is.

use serde::{Deserialize, Serialize};

use crate::limits::MAX_CLASS;

/// A part of the file that is opened and changed at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Who a guardian is and how to reach them (*moi*, *autre responsable*).
    Guardian,
    /// A guardian's work (*informations professionnelles*).
    Profession,
    /// Where the household's mail goes (*adresse de correspondance*).
    Address,
    /// What the authority needs besides (*informations complémentaires*).
    Information,
    /// Who a child is.
    Child,
    /// School, grade and class of a child in a school year.
    Schooling,
    /// A child's health.
    Health,
    /// People who may fetch a child.
    Pickup,
    /// What the guardians allow.
    Authorisations,
}

/// What a field is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldOwner {
    /// A guardian.
    Guardian,
    /// The household.
    Household,
    /// A child.
    Child,
}

/// What answers a field takes. Lengths are in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A name of somebody, at most [`super::values::MAX_NAME`] long.
    Name,
    /// One line, at most that long.
    Line(usize),
    /// Several lines, at most that long in all.
    Text(usize),
    /// A telephone number.
    Phone,
    /// A French postal code, five digits.
    PostalCode,
    /// Seven digits and, maybe, a letter.
    CafNumber,
    /// A day of the past.
    BirthDate,
    /// Yes or no.
    YesNo,
    /// One of these codes. Names: `field.<field>.<code>` of the screens.
    Choice(&'static [&'static str]),
    /// None, one or several of these codes, each once.
    Several(&'static [&'static str]),
    /// People, each with a name, a telephone number, and what they are to the child; possibly nobody.
    People,
    /// A school of the configuration.
    School,
    /// A grade.
    Grade,
}

impl Section {
    /// All of them, in the order in which a file shows them.
    pub const ALL: [Self; 9] = [
        Self::Guardian,
        Self::Profession,
        Self::Address,
        Self::Information,
        Self::Child,
        Self::Schooling,
        Self::Health,
        Self::Pickup,
        Self::Authorisations,
    ];

    /// Whose part of the file it is.
    #[must_use]
    pub const fn owner(self) -> FieldOwner {
        match self {
            Self::Guardian | Self::Profession => FieldOwner::Guardian,
            Self::Address | Self::Information => FieldOwner::Household,
            Self::Child | Self::Schooling | Self::Health | Self::Pickup | Self::Authorisations => {
                FieldOwner::Child
            }
        }
    }

    /// The code written in JSON and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Guardian => "guardian",
            Self::Profession => "profession",
            Self::Address => "address",
            Self::Information => "information",
            Self::Child => "child",
            Self::Schooling => "schooling",
            Self::Health => "health",
            Self::Pickup => "pickup",
            Self::Authorisations => "authorisations",
        }
    }

    /// Whether it is kept apart and sealed, every look of staff recorded.
    #[must_use]
    pub const fn is_health(self) -> bool {
        matches!(self, Self::Health)
    }

    /// Its fields, in the order in which it shows them.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(move |field| field.section() == self)
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident $code:literal $section:ident $kind:expr;)+) => {
        /// One thing that the file may ask.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Field {
            $($(#[$doc])* #[serde(rename = $code)] $name,)+
        }

        impl Field {
            /// All of them, in the order in which a file shows them.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$name),+];

            /// The code written in JSON, in configurations and in the keys of catalogues.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The part of the file it stands in.
            #[must_use]
            pub const fn section(self) -> Section {
                match self { $(Self::$name => Section::$section,)+ }
            }

            /// What answers it takes.
            #[must_use]
            pub const fn kind(self) -> FieldKind {
                use FieldKind::{
                    BirthDate, CafNumber, Choice, Grade, Line, Name, People, Phone, PostalCode, School,
                    Several, Text, YesNo,
                };
                match self { $(Self::$name => $kind,)+ }
            }
        }
    };
}

fields! {
    /// A guardian's first name.
    GuardianFirstName "guardian_first_name" Guardian Name;
    /// A guardian's family name.
    GuardianLastName "guardian_last_name" Guardian Name;
    /// What a guardian is to the children.
    GuardianRelationship "guardian_relationship" Guardian Choice(&["mother", "father", "other"]);
    /// Where a guardian is reached first.
    GuardianPhone "guardian_phone" Guardian Phone;
    /// Where else.
    GuardianOtherPhone "guardian_other_phone" Guardian Phone;
    /// A guardian's profession.
    GuardianProfession "guardian_profession" Profession Line(100);
    /// Who employs a guardian.
    GuardianEmployer "guardian_employer" Profession Line(100);
    /// Where a guardian is reached at work.
    GuardianWorkPhone "guardian_work_phone" Profession Phone;
    /// Number and street.
    AddressLine "address_line" Address Line(100);
    /// Building, staircase, flat (*complément d'adresse*).
    AddressExtra "address_extra" Address Line(100);
    /// The postal code.
    AddressPostalCode "address_postal_code" Address PostalCode;
    /// The town.
    AddressCity "address_city" Address Line(100);
    /// Who brings the children up.
    FamilySituation "family_situation" Information Choice(&["together", "separated", "alone"]);
    /// Under which number the family allowance office knows the household.
    CafNumber "caf_number" Information CafNumber;
    /// Which office pays family allowances.
    SocialScheme "social_scheme" Information Choice(&["general", "msa", "other"]);
    /// A child's first name.
    ChildFirstName "child_first_name" Child Name;
    /// A child's family name.
    ChildLastName "child_last_name" Child Name;
    /// When a child was born.
    ChildBirthDate "child_birth_date" Child BirthDate;
    /// A child's school, in a school year.
    ChildSchool "child_school" Schooling School;
    /// A child's grade, in a school year.
    ChildGrade "child_grade" Schooling Grade;
    /// A child's class, in a school year.
    ChildClass "child_class" Schooling Line(MAX_CLASS);
    /// What a child is allergic to, in words.
    ChildAllergies "child_allergies" Health Text(1_000);
    /// Whether the school has agreed on a plan for a child's health (*projet d'accueil individualisé*).
    ChildPai "child_pai" Health YesNo;
    /// What a child does not eat: by food, never by religion.
    ChildDiet "child_diet" Health Several(&["pork", "meat", "fish", "egg", "milk", "gluten", "nuts"]);
    /// A child's doctor.
    ChildDoctor "child_doctor" Health Line(100);
    /// Where the doctor is reached.
    ChildDoctorPhone "child_doctor_phone" Health Phone;
    /// Whether the vaccinations that the law asks for are up to date.
    ChildVaccinated "child_vaccinated" Health YesNo;
    /// What else those who look after a child must know.
    ChildHealthNotes "child_health_notes" Health Text(1_000);
    /// Who may fetch a child besides its guardians.
    ChildPickup "child_pickup" Pickup People;
    /// Pictures for the families and inside the facility.
    ChildImageInternal "child_image_internal" Authorisations YesNo;
    /// Pictures in the local press and the town's papers.
    ChildImagePress "child_image_press" Authorisations YesNo;
    /// Pictures on the organisation's web site.
    ChildImageWeb "child_image_web" Authorisations YesNo;
    /// Care in hospital, in an emergency.
    ChildHospital "child_hospital" Authorisations YesNo;
    /// Going home without anybody.
    ChildGoesHomeAlone "child_goes_home_alone" Authorisations YesNo;
}

impl Field {
    /// The field of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }

    /// What it is about.
    #[must_use]
    pub const fn owner(self) -> FieldOwner {
        self.section().owner()
    }

    /// Whether nobody can be registered without it, whatever the organisation asks.
    #[must_use]
    pub const fn is_essential(self) -> bool {
        matches!(
            self,
            Self::GuardianFirstName
                | Self::GuardianLastName
                | Self::ChildFirstName
                | Self::ChildLastName
                | Self::ChildBirthDate
        )
    }
}

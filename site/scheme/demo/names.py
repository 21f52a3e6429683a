"""Invented people: first and family names that are common in each language, put together by chance."""

import unicodedata
from random import Random

from champions.models import Gender

NAMES: dict[str, tuple[str, str, str]] = {
    "en": (
        "Alice Beryl Carol Dawn Eileen Freda Gillian Hazel Jean Kathleen Lorna Maureen Norma Pauline Sheila Tracey Zoë",
        "Alan Barry Colin Derek Eric Frank Gordon Harold Jack Keith Leonard Neil Peter Roy Stanley Trevor Winston",
        "Ackroyd Barraclough Crowther Dyson Earnshaw Fielden Greenwood Helliwell Ingham Jagger Lumb Murgatroyd "
        "Naylor Ogden Priestley Shackleton Sutcliffe Thornber Uttley Whiteley",
    ),
    "ur": (
        "Aisha Bushra Farah Hina Iram Kausar Mariam Nadia Parveen Rukhsana Samina Tahira Yasmin Zainab",
        "Adnan Bilal Faisal Hamid Imran Javed Kashif Nadeem Omar Rashid Saleem Tariq Usman Yousaf",
        "Ahmed Akhtar Bashir Chaudhry Hussain Iqbal Javaid Khan Mahmood Malik Qureshi Rafiq Shah Zaman",
    ),
    "pa": (
        "Amrit Baljit Gurpreet Harjit Jaswinder Kiran Manjit Navdeep Parminder Rajinder Simran Sukhi",
        "Amarjit Balbir Daljit Gurdeep Harpal Inderjit Jagdev Kuldip Mohan Paramjit Ranjit Surjit",
        "Bains Chahal Dhillon Gill Grewal Johal Kaur Mann Rai Sandhu Sidhu Singh",
    ),
    "pl": (
        "Agnieszka Barbara Dorota Ewa Grażyna Halina Iwona Joanna Katarzyna Magda Renata Zofia",
        "Adam Bogdan Cezary Dariusz Grzegorz Jacek Krzysztof Łukasz Marek Piotr Tomasz Wojciech",
        "Adamczyk Baran Czarnecki Dudek Górski Jabłoński Kaczmarek Lis Mazur Nowicki Pawlak Sikora",
    ),
    "ar": (
        "Amal Dalal Fatima Hanan Iman Khadija Layla Mona Nour Rania Salma Wafa",
        "Abdallah Bassam Fadi Hassan Ibrahim Karim Mahdi Nabil Omar Sami Walid Yahya",
        "Abboud Darwish Fayad Haddad Issa Khalil Mansour Nasser Omari Saleh Taha Younis",
    ),
    "ckb": (
        "Avin Berivan Chnar Dilan Hêvî Kazhal Lana Nasrin Rojin Shilan Tara Zhyan",
        "Aram Baran Dara Diyar Hemin Karwan Nawzad Rebin Rizgar Sherko Soran Zana",
        "Aziz Barzan Faraj Hama Jalal Kareem Mahmud Omer Qadir Rasul Salih Tofiq",
    ),
    "fa": (
        "Azadeh Bahar Elham Farzaneh Ladan Mahsa Nasim Parisa Roya Shirin Taraneh Zahra",
        "Amir Behzad Dariush Farhad Hamid Kamran Majid Navid Parviz Reza Saeed Siamak",
        "Ahmadi Bagheri Ebrahimi Farahani Ghasemi Hosseini Karimi Moradi Naderi Rahimi Sadeghi Tehrani",
    ),
    "ps": (
        "Gulalai Hosai Laila Malalai Nazia Palwasha Sanga Shabnam Spogmai Wazhma Zarghuna Zarmina",
        "Ajmal Baryalai Gulab Hamdullah Jawad Khushal Mirwais Najib Qais Samiullah Wali Zalmai",
        "Afghan Ahmadzai Durrani Hotak Kakar Mohmand Noorzai Popal Safi Stanikzai Wardak Zazai",
    ),
    "ti": (
        "Abeba Almaz Bisrat Feven Freweini Helen Kisanet Lemlem Meron Rahel Saba Tsega",
        "Amanuel Berhane Dawit Filmon Henok Isaias Kidane Mebrahtu Natnael Robel Tesfay Yonas",
        "Abraha Berhe Debesay Gebre Habte Kiflom Mehari Negash Okbay Tekle Woldu Zerai",
    ),
    "uk": (
        "Alla Bohdana Daryna Halyna Iryna Kateryna Larysa Nadiia Oksana Solomiia Tetiana Yuliia",
        "Andrii Bohdan Dmytro Hryhorii Ihor Kyrylo Mykola Oleh Petro Serhii Taras Vasyl",
        "Bondar Doroshenko Franchuk Hnatiuk Kovalchuk Lysenko Melnyk Oliinyk Petrenko Savchuk Tkach Yaremko",
    ),
    "ro": (
        "Adriana Bianca Camelia Daniela Elena Gabriela Ioana Loredana Mihaela Oana Raluca Simona",
        "Adrian Bogdan Cătălin Dan Emil Florin Gheorghe Ion Liviu Marius Radu Vasile",
        "Ardelean Bălan Cojocaru Dobre Enache Florea Grigore Ionescu Lungu Munteanu Oprea Stoica",
    ),
    "cs": (
        "Alena Blanka Dana Eva Hana Ivana Jitka Lenka Marie Petra Věra Zdeňka",
        "Antonín Bohumil Dušan František Jan Karel Ladislav Milan Pavel Roman Šimon Václav",
        "Bartoš Čermák Dvořák Fiala Hájek Kučera Marek Novotný Pospíšil Růžička Svoboda Veselý",
    ),
    "sk": (
        "Adela Božena Denisa Elena Jana Katarína Ľubica Mária Oľga Silvia Viera Zuzana",
        "Andrej Branislav Igor Jozef Ľuboš Marián Miroslav Ondrej Peter Rastislav Stanislav Viktor",
        "Baláž Chovanec Duda Gajdoš Hudák Kováč Lukáč Molnár Oravec Polák Šimko Varga",
    ),
    "bn": (
        "Anika Farzana Hasina Jahanara Lipi Mahmuda Nasima Rehana Sadia Taslima",
        "Anwar Enamul Habib Jamal Kabir Masud Nurul Rafiq Shafiq Taher",
        "Ali Begum Biswas Chowdhury Haque Islam Miah Rahman Sarkar Uddin",
    ),
    "so": (
        "Amina Deqa Fowsia Hodan Ifrah Khadra Nimco Sagal Ubah Zamzam",
        "Abdi Bashiir Cali Daahir Farah Guled Jama Liban Mahad Warsame",
        "Abdullahi Aden Dirie Elmi Gedi Hirsi Isse Nur Omar Yusuf",
    ),
}
NAMES["bfi"] = NAMES["en"]
_LISTS = {code: tuple(part.split() for part in parts) for code, parts in NAMES.items()}


def person(draws: Random, code: str) -> tuple[str, str, str]:
    """(first name, family name, 'woman' or 'man') of somebody whose first language has this code."""
    women, men, families = _LISTS.get(code) or _LISTS["en"]
    if draws.random() < 0.56:  # more women than men volunteer, and ask
        return draws.choice(women), draws.choice(families), Gender.WOMAN
    return draws.choice(men), draws.choice(families), Gender.MAN


def email(first: str, family: str, number: int) -> str:
    """At example.org, which is nobody's (RFC 2606)."""
    plain = unicodedata.normalize("NFKD", f"{first}.{family}".replace("Ł", "L").replace("ł", "l"))
    return f"{plain.encode('ascii', 'ignore').decode().lower()}.{number}@example.org"


def phone(draws: Random) -> str:
    """From the range that Ofcom keeps for drama: it rings nowhere."""
    return f"07700 900{draws.randrange(1000):03d}"
